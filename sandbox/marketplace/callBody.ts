import type http from 'node:http'
import { findings, type Finding } from './shape'
import type { Step } from './steps/step'

export async function textOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

export interface ParsedBody {
  readonly body?: unknown
  readonly wrong: readonly Finding[]
}

/** The body a step is called with, or what is wrong with it. */
export function parseBody({ body: expected, name }: Step, type: string, text: string): ParsedBody {
  if (expected === 'none') return { wrong: findings('PROTOCOL §4.1', text === '' ? [] : [`${name} has no body`]) }
  if (text === '') return { wrong: findings('PROTOCOL §1.4', [`${name} needs a body`]) }
  if (!type.startsWith('application/json')) {
    return { wrong: findings('PROTOCOL §1.4', ['a body needs Content-Type: application/json']) }
  }
  try {
    return { body: JSON.parse(text), wrong: [] }
  } catch {
    return { wrong: findings('PROTOCOL §1.4', ['the body is not JSON']) }
  }
}
