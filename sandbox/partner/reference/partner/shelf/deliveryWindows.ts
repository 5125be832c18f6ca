import type { DeliveryWindow } from '../bodies'

/** Hours of the day in UTC, and what they cost on top of the option. */
export interface WindowPlan {
  readonly fromHour: number
  readonly toHour: number
  readonly price: number
}

const DAYS_AHEAD = 3

/** The plan of every day from tomorrow on, but Sundays. */
export function deliveryWindows(plan: readonly WindowPlan[], now: number): DeliveryWindow[] {
  const windows: DeliveryWindow[] = []
  for (let ahead = 1; windows.length < DAYS_AHEAD * plan.length; ahead++) {
    const day = new Date(now)
    day.setUTCDate(day.getUTCDate() + ahead)
    if (day.getUTCDay() === 0) continue
    const at = (hour: number) => new Date(day).setUTCHours(hour, 0, 0, 0)
    for (const { fromHour, toHour, price } of plan) {
      windows.push({ start: isoSeconds(at(fromHour)), end: isoSeconds(at(toHour)), price })
    }
  }
  return windows
}

const isoSeconds = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z')
