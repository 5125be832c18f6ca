import type { BenchWorld } from './world/benchWorld'
import type { BenchWorldOptions } from './world/startBenchWorld'

/** What one benchmark found out, with the bar it has to reach if it has one (DESIGN §5). */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 'req/s' | '×' | 'calls' | 'µs CPU' | 'MB' | '%' | 's' | 'SKUs'
  readonly bar?: { readonly atMost: number } | { readonly atLeast: number } | { readonly exactly: number }
}

export interface Benchmark {
  /** As in DESIGN §5. */
  readonly id: string
  readonly title: string
  run(session: BenchSession): Promise<readonly Figure[]>
}

/** What a benchmark may use. */
export interface BenchSession {
  /** Fewer and shorter rounds: to see that everything runs, not to measure. */
  readonly quick: boolean
  /** Size of a large catalogue, when another one is asked for. */
  readonly skus?: number
  /** Takes one line for people. */
  tell(line: string): void
  /** Keeps raw samples as `{name}.json` beside the report. */
  keep(name: string, data: unknown): Promise<void>
  /** A world of its own; it ends with the benchmark. */
  world(options: BenchWorldOptions): Promise<BenchWorld>
  /** Where a file of the given name belongs. */
  fileOf(name: string): string
}

export const isMet = ({ value, bar }: Figure): boolean =>
  !bar || ('atMost' in bar ? value <= bar.atMost : 'atLeast' in bar ? value >= bar.atLeast : value === bar.exactly)
