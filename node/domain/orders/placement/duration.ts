const UNIT_MS: Record<string, number> = { bd: 86_400_000, d: 86_400_000, h: 3_600_000, m: 60_000 }

/** Milliseconds of VTEX's notation `8d`, `2bd`, `4h`, `45m` (a business day counts as a day); undefined when unreadable. */
export function durationMs(text: string | null | undefined): number | undefined {
  const [, amount, unit] = /^(\d{1,5})(bd|d|h|m)$/.exec(text ?? '') ?? []
  return amount === undefined ? undefined : Number(amount) * UNIT_MS[unit]
}
