import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import type { Marketplace } from '../../sandbox/marketplace/marketplace'
import { startMarketplace } from '../../sandbox/marketplace/startMarketplace'
import { serve, type Served } from '../../sandbox/serve/serve'
import { appDir, until } from './journey'

const ACCOUNT = 'acmemarket'
const SELLER = 'umbuzeiro'
const OTHER = 'mandacaru'

const seller = (sellerId: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  sellerId,
  platform: 'seller-api',
  partnerUrl: 'https://shop.example',
  token: 'partner-token',
  currency: 'BRL',
  country: 'BRA',
  ...changes,
})

/** Nobody sells anything here: there is no partner. */
describe('an operator who sets a seller up', () => {
  let marketplace: Marketplace
  let served: Served
  const data = mkdtempSync(path.join(tmpdir(), 'external-seller-'))

  beforeAll(async () => {
    const hosts: { resolve: (host: string) => string | undefined } = { resolve: () => undefined }
    const account = {
      account: ACCOUNT,
      categories: [{ id: 1, path: 'Home' }],
      brands: [{ id: 1, name: 'Plain' }],
      salesChannels: [{ id: 1, name: 'Main' }],
    }
    marketplace = await startMarketplace({ accounts: [account], resolveHost: (host) => hosts.resolve(host) })
    served = await serve(
      {
        appDir: appDir(),
        data,
        vtex: marketplace.origin,
        port: 0,
        workers: 1,
        tickSeconds: 0,
        events: 'normal',
        vbase: 'normal',
        tenants: [{ account: ACCOUNT, workspace: 'master', settings: { sellers: [seller(SELLER), seller(OTHER)] } }],
      },
      () => undefined,
    )
    hosts.resolve = (host) => served.platform.resolvePublicHost(host)
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await marketplace?.close()
    rmSync(data, { recursive: true, force: true })
  })

  const edge = () => served.ready.tenants[0].edge
  const token = () => served.platform.operatorToken
  const headers = () => ({ 'content-type': 'application/json', VtexIdclientAutCookie: token() })

  async function ask(operation: string, body?: object, sellerId = SELLER) {
    const response = await fetch(`${edge()}/_v/private/external-seller/v1/sellers/${sellerId}/${operation}`, {
      headers: headers(),
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
  }

  const registered = (id = SELLER) => marketplace.registeredSeller(ACCOUNT, id)
  const keyIn = (endpoint: string) => endpoint.split(`/${SELLER}/`)[1].split('/')[0]
  const publishedKey = () => keyIn(registered()?.fulfillmentEndpoint ?? '')
  /** What a body without items is answered shows whether the key was taken: 400 or not. */
  const knock = async (key: string, id = SELLER) => {
    const url = `${edge()}/_v/external-seller/v1/${id}/${key}/api/pvt/orderForms/simulation`
    return (await fetch(url, { method: 'POST', headers: headers(), body: '{}' })).status
  }

  it('finds it in the marketplace with every field, and with nothing more to change', async () => {
    expect(registered()).toMatchObject({ isActive: true, isVtex: false, sellerType: 1, isBetterScope: true })
    expect((await ask('register?dryRun', {})).answer).toEqual({
      sellerId: SELLER,
      dryRun: true,
      exists: true,
      upToDate: true,
      changes: [],
      newKey: false,
      stores: [],
      installsScheduler: false,
    })
    const before = publishedKey()
    const { answer } = await ask('register', {})
    expect(answer).toMatchObject({ published: true, verified: true, scheduled: true, changes: [] })
    expect(publishedKey()).toBe(before)
  })

  it('sees first what a set-up would change, and changes nothing by looking', async () => {
    served.platform.changeSettings(ACCOUNT, 'master', {
      sellers: [seller(SELLER, { name: 'Casa Umbuzeiro', deliveryPolicy: '48 h' }), seller(OTHER)],
    })
    await served.platform.advanceClock(31)
    const { answer } = await ask('register?dryRun=true', {})
    expect(answer).toMatchObject({
      upToDate: false,
      changes: [
        { field: 'name', from: SELLER, to: 'Casa Umbuzeiro' },
        { field: 'deliveryPolicy', to: '48 h' },
      ],
    })
    expect(registered()?.name).toBe(SELLER)
    expect((await ask('register', {})).answer.changes).toEqual(answer.changes)
    expect(registered()).toMatchObject({ name: 'Casa Umbuzeiro', deliveryPolicy: '48 h' })
  })

  it('is told which permission is missing (AC-88)', async () => {
    marketplace.denyPermission(ACCOUNT, 'View Seller')
    try {
      const { answer } = await ask('register', {})
      expect(answer).toMatchObject({ published: false, problem: { message: expect.stringContaining('View Seller') } })
      expect((await ask('keys')).answer.keys).toHaveLength(1)
    } finally {
      marketplace.grantPermission(ACCOUNT, 'View Seller')
    }
    const { answer } = await ask('problems')
    expect(answer.open).toMatchObject([{ code: 'registration', message: expect.stringContaining('View Seller') }])
    await ask('register', {})
    expect((await ask('problems')).answer.open).toEqual([])
  })

  interface Found {
    readonly check: string
    readonly level: string
    readonly message: string
    readonly fix?: string
  }
  /** What the doctor finds besides what is so all the time here: no partner, and a clock that these tests moved. */
  const diagnosis = async () => {
    const { answer } = await ask('doctor')
    const found = answer.findings as Found[]
    for (const { level, fix } of found) expect([level, Boolean(fix)]).toEqual([level, level !== 'ok'])
    const isHere = ({ check }: Found) => check !== 'partner' && check !== 'clock'
    return found.filter((one) => isHere(one) && (one.level === 'error' || one.level === 'warning'))
  }
  const symptoms = async () => (await diagnosis()).map(({ check, level }) => `${level}: ${check}`)

  it('is told by the doctor what is wrong, one thing at a time', async () => {
    await served.platform.tick()
    expect(await symptoms()).toEqual([])

    marketplace.denyPermission(ACCOUNT, 'View order')
    expect(await diagnosis()).toMatchObject([
      { check: 'permission View order', level: 'error', message: expect.stringContaining('View order') },
    ])
    marketplace.grantPermission(ACCOUNT, 'View order')

    await changeThere('/isActive', false)
    expect(await diagnosis()).toMatchObject([
      { check: 'registration', level: 'warning', message: expect.stringContaining('inactive') },
    ])
    await changeThere('/isActive', true)

    const endpoint = registered()?.fulfillmentEndpoint ?? ''
    await changeThere('/fulfillmentEndpoint', endpoint.replace('master--', 'other--'))
    expect(await diagnosis()).toMatchObject([
      { check: 'registration', level: 'error', message: expect.stringContaining('other--acmemarket') },
    ])
    await changeThere('/fulfillmentEndpoint', endpoint.replace(publishedKey(), 'x'.repeat(43)))
    expect(await symptoms()).toEqual(['error: registration'])
    await changeThere('/fulfillmentEndpoint', endpoint)
    expect(await symptoms()).toEqual([])
  })

  it('hears from the doctor that the endpoint is reached from outside, with its secret and not without', async () => {
    const { answer } = await ask('doctor')
    const told = (answer.findings as Found[]).filter(({ check }) => check === 'endpoint').map(({ message }) => message)
    expect(told).toEqual([
      expect.stringContaining('A wrong secret is refused'),
      expect.stringContaining('Reached through master--acmemarket.myvtex.com'),
    ])
    expect(JSON.stringify(answer)).not.toContain(publishedKey())
  })

  it('rotates the key without losing a call, and sees whether the old one is still used', async () => {
    const old = publishedKey()
    await ask('register', { rotate: true })
    const current = publishedKey()
    expect(current).not.toBe(old)
    expect([await knock(current), await knock(old)]).toEqual([400, 400])
    const { answer } = await until(
      () => ask('keys'),
      ({ answer: { keys } }) => (keys as { lateUses?: number }[])[1].lateUses === 1,
    )
    expect(answer.keys).toMatchObject([{ state: 'current' }, { state: 'retired', lateUses: 1 }])
    expect(JSON.stringify(answer)).not.toContain(old)
  })

  it('ends a key that leaked at once', async () => {
    const leaked = publishedKey()
    const { answer } = await ask('register', { rotate: true, revoke: true })
    expect(answer).toMatchObject({ published: true, revoked: true })
    expect([await knock(publishedKey()), await knock(leaked)]).toEqual([400, 404])
    expect((await ask('keys')).answer.keys).toHaveLength(1)
  })

  it('is told when somebody tries keys, who is slowed down while the right key is not', async () => {
    const answers = new Set<number>()
    for (let guess = 0; guess < 40; guess++) answers.add(await knock(`guess-${guess}`))
    expect([...answers]).toEqual([404, 429])
    expect(await knock(publishedKey())).toBe(400)
    expect(await knock('guess', 'nobody')).toBe(404)
    expect((await ask('problems')).answer.open).toMatchObject([{ code: 'wrongKey' }])
  })

  it('pauses and resumes it in the marketplace, again and again', async () => {
    expect((await ask('pause', {})).answer).toMatchObject({ pausedThere: true, pausedHere: false })
    expect((await ask('pause', {})).status).toBe(200)
    expect(registered()?.isActive).toBe(false)
    expect((await ask('register', {})).answer.changes).toEqual([])
    expect(registered()?.isActive).toBe(false)
    expect((await ask('resume', {})).answer).toMatchObject({ pausedThere: false, pausedHere: false })
    expect(registered()?.isActive).toBe(true)
    expect((await ask('pause', { where: 'elsewhere' })).status).toBe(400)
  })

  it('hears of an address in the marketplace that is not ours', async () => {
    const { fulfillmentEndpoint } = registered() ?? {}
    await served.platform.advanceClock(11 * 60)
    await changeThere('/fulfillmentEndpoint', 'https://elsewhere.example/api')
    await served.platform.tick()
    const open = (await ask('problems')).answer.open as { code: string }[]
    expect(open.map(({ code }) => code)).toContain('endpointElsewhere')
    await changeThere('/fulfillmentEndpoint', fulfillmentEndpoint)
    await served.platform.advanceClock(11 * 60)
    await served.platform.tick()
    const left = (await ask('problems')).answer.open as { code: string }[]
    expect(left.map(({ code }) => code)).not.toContain('endpointElsewhere')
  })

  it('notices a pause in Admin', async () => {
    await changeThere('/isActive', false)
    await served.platform.advanceClock(11 * 60)
    await served.platform.tick()
    expect((await ask('keys')).answer).toMatchObject({ pausedThereAt: expect.any(String) })
    await changeThere('/isActive', true)
    await served.platform.advanceClock(11 * 60)
    await served.platform.tick()
    expect((await ask('keys')).answer).not.toHaveProperty('pausedThereAt')
  })

  it('disconnects sellers one by one, and the job with the last', async () => {
    const key = publishedKey()
    expect((await ask('disconnect?dryRun', {})).answer).toMatchObject({ wouldPause: true, wouldUnschedule: false })
    expect(await knock(key)).toBe(400)
    expect((await ask('disconnect', {})).answer).toEqual({
      sellerId: SELLER,
      paused: true,
      revoked: true,
      unscheduled: false,
    })
    expect(registered()?.isActive).toBe(false)
    expect(await knock(key)).toBe(404)
    expect(await served.platform.tick()).toHaveLength(1)

    // Whose settings are gone can be disconnected too.
    served.platform.changeSettings(ACCOUNT, 'master', { sellers: [] })
    await served.platform.advanceClock(31)
    expect((await ask('disconnect', {}, OTHER)).answer).toMatchObject({ paused: true, unscheduled: true })
    expect((await ask('disconnect', {}, OTHER)).answer).toMatchObject({ paused: true, unscheduled: true })
    expect(await served.platform.tick()).toEqual([])
  })

  it('is not overruled by an install, which sets up the other sellers', async () => {
    served.platform.changeSettings(ACCOUNT, 'master', { sellers: [seller(SELLER), seller('cacto')] })
    await served.platform.advanceClock(31)
    const id = 'openseller.external-seller@0.1.0'
    served.platform.fireEvent('apps', 'setup', { to: { id, registry: 'smartcheckout' } })
    await served.platform.eventsSettled()
    expect(registered('cacto')).toMatchObject({ isActive: true })
    expect(registered()?.isActive).toBe(false)
    expect(await served.platform.tick()).toHaveLength(1)
    expect((await ask('register', {})).answer).toMatchObject({ activated: true, published: true })
    expect(await knock(publishedKey())).toBe(400)
  })

  it('broke no rule of the marketplace', () => {
    expect(marketplace.violations()).toEqual([])
  })

  /** As saving a field in Admin does. */
  const changeThere = (field: string, value: unknown) =>
    fetch(`${marketplace.origin}/api/seller-register/pvt/sellers/${SELLER}?an=${ACCOUNT}`, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-forwarded-host': `${ACCOUNT}.vtexcommercestable.com.br`,
        VtexIdclientAutCookie: token(),
      },
      body: JSON.stringify([{ operation: 'replace', path: field, value }]),
    }).then(({ status }) => expect(status).toBe(200))
})
