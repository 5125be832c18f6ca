/** What an app asks to be called with, and when (PLATFORM §5). */
export interface JobBody {
  readonly id: string
  readonly scheduler: { readonly expression: string; readonly endDate: string }
  readonly request: {
    readonly uri: string
    readonly method: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

/** The job, or what is wrong with it. */
export function parseJob(text: string): JobBody | string {
  let body: Partial<JobBody>
  try {
    body = JSON.parse(text) as Partial<JobBody>
  } catch {
    return 'The body is not JSON'
  }
  if (typeof body.id !== 'string' || body.id === '') return 'id is missing'
  if (!/^\S+( \S+){4}$/.test(body.scheduler?.expression ?? '')) return 'scheduler.expression needs five fields'
  if (Number.isNaN(Date.parse(body.scheduler?.endDate ?? ''))) return 'scheduler.endDate is not a date'
  if (!/^https?:\/\/[^/]+\//.test(body.request?.uri ?? '')) return 'request.uri is not an absolute address'
  if (typeof body.request?.method !== 'string') return 'request.method is missing'
  return body as JobBody
}
