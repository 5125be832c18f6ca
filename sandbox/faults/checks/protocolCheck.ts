import type { Violation } from '../../marketplace/journal'
import type { ChaosWorld } from '../chaosWorld'
import type { Check } from './check'

/** What a dead process or a broken wire does is not the connector's answer. */
const OF_THE_WIRE = [/the seller did not answer/, /status 50[024]/, /answers must/, /answers need/, /^answer/]

/** The marketplace saw no rule of the protocol broken. */
export function protocolCheck({ marketplace }: ChaosWorld): Check {
  const broken = marketplace
    .violations()
    .filter(({ message }) => !OF_THE_WIRE.some((pattern) => pattern.test(message)))
    .map(textOf)
  return { name: 'no rule of the protocol is broken', looked: marketplace.journal().length, broken }
}

const textOf = ({ rule, step, subject, message }: Violation) => `${subject} ${step}, ${rule}: ${message}`
