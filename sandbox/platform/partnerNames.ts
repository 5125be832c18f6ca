import { isObject } from '../isObject'

/** Partners on loopback, under the https names the app knows them by (DESIGN D2). */
export class PartnerNames {
  private readonly ports = new Set<number>()

  /**
   * Settings as the app gets them: every `http://127.0.0.1:PORT` in `sellers[].partnerUrl`, or in the same list as text
   * in `sellersJson`, becomes `https://partner-PORT.sandbox.test`, which from then on leads to that port.
   */
  rename(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const renamed: Record<string, unknown> = { ...settings }
    if (Array.isArray(settings.sellers)) renamed.sellers = this.renameSellers(settings.sellers)
    if (typeof settings.sellersJson === 'string') renamed.sellersJson = this.renameText(settings.sellersJson)
    return renamed
  }

  /** Origin on loopback, or undefined for a name no settings mention. */
  resolve(host: string): string | undefined {
    const port = Number(SANDBOX_HOST.exec(host)?.[1])
    return this.ports.has(port) ? `http://127.0.0.1:${port}` : undefined
  }

  private renameText(text: string): string {
    let list: unknown
    try {
      list = JSON.parse(text)
    } catch {
      // The app explains broken text to its operator; here it is passed on as it is.
      return text
    }
    if (Array.isArray(list)) return JSON.stringify(this.renameSellers(list))
    if (isObject(list) && Array.isArray(list.sellers)) {
      return JSON.stringify({ ...list, sellers: this.renameSellers(list.sellers) })
    }
    return text
  }

  private renameSellers(sellers: readonly unknown[]): unknown[] {
    return sellers.map((seller) => {
      if (!isObject(seller) || typeof seller.partnerUrl !== 'string') return seller
      const port = LOOPBACK_URL.exec(seller.partnerUrl)?.[1] ?? SANDBOX_URL.exec(seller.partnerUrl)?.[1]
      if (port === undefined) return seller
      this.ports.add(Number(port))
      return { ...seller, partnerUrl: `https://partner-${port}.sandbox.test` }
    })
  }
}

const LOOPBACK_URL = /^http:\/\/(?:127\.0\.0\.1|localhost):(\d{1,5})\/?$/
const SANDBOX_HOST = /^partner-(\d{1,5})\.sandbox\.test$/
const SANDBOX_URL = /^https:\/\/partner-(\d{1,5})\.sandbox\.test\/?$/
