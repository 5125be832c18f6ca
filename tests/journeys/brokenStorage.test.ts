import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { FaultyLine } from '../../sandbox/faults/line/faultyLine'
import { ignoredConditions } from '../../sandbox/faults/line/ignoredConditions'
import { PASS } from '../../sandbox/faults/line/treatment'
import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import { startPlatform } from '../../sandbox/platform/startPlatform'
import { PlainShop, SHOP_TOKEN } from '../partner/sellerApi/plainShop'
import { ScriptedPartner } from '../partner/sellerApi/scriptedPartner'
import { appDir } from './journey'

const ACCOUNT = 'acmemarket'
const SELLER = 'plainshop'

/** Orders rest on compare-and-set: a record store without it would double them (DESIGN D7). */
describe('a record store that ignores If-Match', () => {
  const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))
  const ends: (() => Promise<void> | void)[] = [() => rmSync(data, { recursive: true, force: true })]
  const partner = new ScriptedPartner(new PlainShop().scripts)
  let isBroken = false
  let ask: (operation: string, body?: object) => Promise<Record<string, unknown>>

  beforeAll(async () => {
    const partnerUrl = await partner.open()
    ends.push(() => partner.close())
    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    const marketplace = await startMarketplace({
      accounts: [
        {
          account: ACCOUNT,
          categories: [{ id: 1, path: 'Home' }],
          brands: [{ id: 1, name: 'Plain' }],
          salesChannels: [{ id: 1, name: 'Main' }],
        },
      ],
      resolveHost: (host) => hosts.resolve(host),
    })
    ends.push(() => marketplace.close())
    const platform = await startPlatform({
      appDir: appDir(),
      dataDir: data,
      marketplaceUrl: marketplace.origin,
      tenants: [
        {
          account: ACCOUNT,
          settings: {
            sellers: [
              {
                sellerId: SELLER,
                platform: 'seller-api',
                partnerUrl,
                token: SHOP_TOKEN,
                currency: 'BRL',
                country: 'BRA',
              },
            ],
          },
        },
      ],
      wayOut: (_worker, origin) => {
        const line = new FaultyLine({
          origin: () => origin,
          treat: () => PASS,
          rewriting: { out: (request) => (isBroken ? ignoredConditions.out(request) : request) },
        })
        ends.push(() => line.close())
        return line.listen()
      },
    })
    ends.push(() => platform.stop())
    hosts.resolve = (host) => platform.resolvePublicHost(host)
    const [{ edge }] = platform.tenants
    const headers = { 'content-type': 'application/json', VtexIdclientAutCookie: platform.operatorToken }
    ask = async (operation, body) => {
      const url = `${edge}/_v/private/external-seller/v1/sellers/${SELLER}/${operation}`
      const response = await fetch(url, { headers, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) })
      return (await response.json()) as Record<string, unknown>
    }
    await ask('register', {})
    await platform.tick()
  }, 120_000)

  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  const wrong = async () => {
    const { findings } = await ask('doctor')
    const all = findings as { level: string }[]
    return all.filter(({ level }) => level !== 'ok' && level !== 'info')
  }

  it('is found by the doctor, who finds nothing else', async () => {
    expect(await wrong()).toEqual([])
    isBroken = true
    expect(await wrong()).toMatchObject([
      { check: 'storage', level: 'error', fix: expect.stringContaining('Do not sell') as string },
    ])
  })

  it('keeps a seller from being activated', async () => {
    isBroken = true
    expect(await ask('register', {})).toMatchObject({ activated: false })
  })
})
