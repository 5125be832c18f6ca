import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'

export interface BenchOptions {
  /** Ids of DESIGN §5; all when absent. */
  readonly only?: readonly string[]
  readonly quick: boolean
  /** Size of P5's catalogue; absent: that of its bar. */
  readonly skus?: number
}

/** An option is wrong; the message names it. */
export class InvalidBenchOption extends Error {}

/**
 * @param known ids there are
 * @returns undefined when only help was asked for, which has been printed
 * @throws InvalidBenchOption
 */
export function parseBenchOptions(args: readonly string[], known: readonly string[]): BenchOptions | undefined {
  const command = new Command('npm run bench --')
    .description('Measures the connector in the real runtime against the bars of its budget.')
    .addOption(new Option('--only <IDS>', `some of ${known.join(',')}, separated by commas`))
    .addOption(
      new Option('--skus <N>', 'a catalogue of another size for P5: calls are comparable, the rest is not').argParser(
        skus,
      ),
    )
    .option('--quick', 'few and short rounds: to see that all runs, not to measure', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined })
  try {
    command.parse([...args], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw new InvalidBenchOption(error.message)
  }
  const { only, quick, skus: size } = command.opts<{ only?: string; quick: boolean; skus?: number }>()
  const wanted = only?.split(',').map((id) => id.trim().toUpperCase())
  const strange = wanted?.find((id) => !known.some((one) => isMeant(id, one)))
  if (strange !== undefined) throw new InvalidBenchOption(`--only ${strange}: there are ${known.join(', ')}`)
  return {
    only: wanted && known.filter((one) => wanted.some((id) => isMeant(id, one))),
    quick,
    ...(size === undefined ? {} : { skus: size }),
  }
}

/** Whole hundreds: so many SKUs make a page, and one of each hundred changes. */
function skus(text: string): number {
  const size = Number(text)
  if (!Number.isInteger(size) || size < 1_000 || size % 100 !== 0)
    throw new InvalidArgumentError('whole hundreds from 1000 on')
  return size
}

/** `P4` means P4a and P4b. */
const isMeant = (asked: string, id: string) => id.toUpperCase() === asked || id.slice(0, -1).toUpperCase() === asked
