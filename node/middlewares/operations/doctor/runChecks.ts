import { ConnectorError } from '../../../domain/errors'
import type { Finding } from '../../../domain/doctor/finding'
import type { Check } from './doctorJob'

/** Of the 20 s the doctor may take; the rest is for its own start and for VTEX ID and License Manager before it. */
export const LOOKING_MS = 12_000

/** All checks at once; one that does not end in time, or fails, is a finding like any other. */
export async function runChecks<Job>(
  checks: readonly Check<Job>[],
  job: Job,
  lookingMs = LOOKING_MS,
): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => oneCheck(check, job, lookingMs)))
  return found.flat()
}

async function oneCheck<Job>({ name, look }: Check<Job>, job: Job, lookingMs: number): Promise<readonly Finding[]> {
  let alarm: NodeJS.Timeout | undefined
  const tooLate = new Promise<readonly Finding[]>((resolve) => {
    alarm = setTimeout(() => resolve([notFinished(name, lookingMs)]), lookingMs)
  })
  try {
    return await Promise.race([look(job), tooLate])
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return [{ check: name, level: 'unknown', message: error.message, fix: 'Call the doctor again' }]
  } finally {
    clearTimeout(alarm)
  }
}

const notFinished = (check: string, lookingMs: number): Finding => ({
  check,
  level: 'unknown',
  message: `Did not end within ${lookingMs / 1_000} seconds`,
  fix: 'Call the doctor again; if it stays, whoever is asked here is too slow to sell',
})
