import { ExternalClient, type IOContext } from '@vtex/api'

/** An alert is not worth holding a sweep up for. */
const TIMEOUT_MS = 3_000

/** The operator's own address for alerts. What it answers is not looked at. */
export class Alerts extends ExternalClient {
  constructor(
    { account, workspace, authToken, userAgent, region, production, logger, tracer }: IOContext,
    private readonly url: string,
  ) {
    const { host } = new URL(url)
    // Nothing about a request travels to a stranger; the credential of the platform's proxy does.
    const context = { account: '', workspace, authToken, userAgent, region, production, logger, tracer }
    super(`http://${host}`, context as unknown as IOContext, {
      headers: { 'x-vtex-use-https': 'true' },
      memoizable: false,
      retries: 0,
      timeout: TIMEOUT_MS,
    })
    this.of = `${account}/${workspace}`
  }

  private readonly of: string

  /** @returns whether it was taken; a raw failure never escapes, since it carries the address, which is a secret */
  async send(alert: { readonly text: string } & Record<string, unknown>): Promise<boolean> {
    const { pathname, search } = new URL(this.url)
    try {
      await this.http.post(`${pathname}${search}`, { ...alert, account: this.of }, { metric: 'alert' })
      return true
    } catch {
      return false
    }
  }
}
