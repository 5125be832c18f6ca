import { NO_MAPPING } from '../../../../node/domain/catalog/nameMapping'
import { DEFAULT_FRESHNESS } from '../../../../node/domain/offers/freshness'
import { parseSettings } from '../../../../node/domain/settings/parseSettings'
import { ACME_ITEM } from '../../fixtures/acme'

const one = (changes: Record<string, unknown>) => parseSettings({ sellers: [{ ...ACME_ITEM, ...changes }] })
const seller = (changes: Record<string, unknown>) => one(changes).sellers.get('acme')

describe('a seller in the settings', () => {
  it('needs no more than who it is, where it is and how to sign in', () => {
    expect(seller({})).toEqual({
      sellerId: 'acme',
      name: 'acme',
      referencePrefix: '',
      mapping: NO_MAPPING,
      unmapped: 'hold',
      catalogDeltaMinutes: 60,
      catalogNightlyHour: 3,
      active: true,
      mode: 'live',
      sends: { content: true, price: true, stock: true, orders: true },
      platform: 'vendure',
      partnerUrl: 'https://shop.acme.example',
      partnerHost: 'shop.acme.example',
      username: 'connector',
      password: 'secret',
      currency: 'RON',
      countries: ['ROU', 'MDA'],
      salesChannels: ['1'],
      safetyStock: 0,
      priceTolerancePercent: 0,
      priceDivergence: 'refuse',
      cancellation: 'confirm',
      cancellationAlarmDays: 25,
      returnDays: 30,
      invoiceLineIds: 'seller',
      followUpEmail: 'noreply@shop.acme.example',
      taxCode: '',
      description: '',
      exchangeReturnPolicy: '',
      deliveryPolicy: '',
      securityPrivacyPolicy: null,
      customerService: '',
      betterScope: true,
      commissions: [],
      salesChannelMapping: [],
      retiredKeyDays: 30,
      freshness: DEFAULT_FRESHNESS,
      partnerConcurrency: 20,
      merchantName: null,
      // C-10: a plain flag; off unless the operator knows that lines may travel apart.
      allowMultipleDeliveries: false,
      placementDeadlineMs: 2_000,
    })
  })

  it('is what the operator says in every field', () => {
    const said = {
      name: 'Acme Tools',
      active: 'false',
      salesChannels: '1,2',
      safetyStock: '3',
      priceTolerancePercent: '1.5',
      priceDivergence: 'acceptAndAlert',
      cancellation: 'operator',
      cancellationAlarmDays: '3',
      returnDays: '14',
      invoiceLineIds: 'marketplace',
      followUpEmail: 'orders@acme.example',
      taxCode: 'RO1234567',
      description: 'Power tools',
      exchangeReturnPolicy: '14 days',
      deliveryPolicy: '48 h',
      merchantName: 'acmepay',
      allowMultipleDeliveries: 'true',
      webhookSecret: 'whsec_c2VjcmV0,c2VjcmV0Mg==',
      securityPrivacyPolicy: 'none',
      customerService: 'sac@acme.example',
      trustPolicy: 'AllowEmailSharing',
      betterScope: 'false',
      commissions: 'default=10/2, 12 = 11.5',
      salesChannelMapping: '1=NWT, 2=NWB',
      retiredKeyDays: '7',
    }
    expect(seller(said)).toMatchObject({
      ...said,
      active: false,
      salesChannels: ['1', '2'],
      safetyStock: 3,
      priceTolerancePercent: 1.5,
      cancellationAlarmDays: 3,
      returnDays: 14,
      allowMultipleDeliveries: true,
      betterScope: false,
      commissions: [
        { categoryId: 'default', product: 10, freight: 2 },
        { categoryId: '12', product: 11.5, freight: 0 },
      ],
      salesChannelMapping: [
        { marketplaceSalesChannel: 1, sellerChannel: 'NWT' },
        { marketplaceSalesChannel: 2, sellerChannel: 'NWB' },
      ],
      retiredKeyDays: 7,
    })
  })

  const off = { content: false, price: false, stock: false, orders: false }
  const on = { content: true, price: true, stock: true, orders: true }
  it.each([
    [{ mode: 'observe' }, off],
    [
      { mode: 'observe', sends: 'stock' },
      { ...off, stock: true },
    ],
    [
      { mode: 'observe', sends: ['price', 'stock'] },
      { ...off, stock: true, price: true },
    ],
    [{ mode: 'observe', sends: ' content, price, stock, orders ' }, on],
    [{ mode: 'live', sends: '' }, on],
    [{ sends: 'orders' }, { ...off, orders: true }],
  ])('with %j sends %j', (changes, sends) => {
    expect(seller(changes)?.sends).toEqual(sends)
  })

  it('of platform seller-api signs in with a token', () => {
    const parsed = one({ platform: 'seller-api', username: '', password: '', token: 't' })
    expect(parsed.sellers.get('acme')).toMatchObject({ platform: 'seller-api', token: 't' })
  })

  it.each<[string, Record<string, unknown>]>([
    ['sellerId', { sellerId: '' }],
    ['sellerId', { sellerId: 'a/b' }],
    ['sellerId', { sellerId: 'x'.repeat(51) }],
    ['sellerId', { sellerId: 'list' }],
    ['active', { active: 'perhaps' }],
    ['mode', { mode: 'dry' }],
    ['sends', { sends: 'stock, prices' }],
    ['platform', { platform: 'shopify' }],
    ['platform', { platform: undefined }],
    ['partnerUrl', { partnerUrl: undefined }],
    ['partnerUrl', { partnerUrl: 'https://10.0.0.1' }],
    ['username', { username: ' ' }],
    ['password', { password: null }],
    ['token', { platform: 'seller-api' }],
    ['currency', { currency: 'lei' }],
    ['currency', { currency: undefined }],
    ['country', { country: 'RO' }],
    ['country', { country: '' }],
    ['safetyStock', { safetyStock: '-1' }],
    ['safetyStock', { safetyStock: '0.5' }],
    ['priceTolerancePercent', { priceTolerancePercent: 101 }],
    ['priceDivergence', { priceDivergence: 'ignore' }],
    ['cancellation', { cancellation: 'never' }],
    ['cancellationAlarmDays', { cancellationAlarmDays: 30 }],
    ['returnDays', { returnDays: 366 }],
    ['invoiceLineIds', { invoiceLineIds: 'both' }],
    ['allowMultipleDeliveries', { allowMultipleDeliveries: 2 }],
    ['placementDeadlineMs', { placementDeadlineMs: 100 }],
    ['placementDeadlineMs', { placementDeadlineMs: 25_000 }],
    ['name', { name: { en: 'Acme' } }],
    ['webhookSecret', { webhookSecret: 'not base64' }],
    ['webhookSecret', { webhookSecret: 'whsec_' }],
    ['webhookSecret', { webhookSecret: 'c2VjcmV0, abc' }],
    ['trustPolicy', { trustPolicy: 'Everybody' }],
    ['commissions', { commissions: 'Tools=10' }],
    ['commissions', { commissions: '12=101' }],
    ['commissions', { commissions: '12=1, 12=2' }],
    ['salesChannelMapping', { salesChannelMapping: 'NWT' }],
    ['retiredKeyDays', { retiredKeyDays: 91 }],
  ])('is left out with its %s named when it is %j', (field, change) => {
    const { sellers, problems } = one(change)
    expect([...sellers.keys()]).toEqual([])
    expect(problems).toMatchObject([{ field: `sellers[0].${field}` }])
    expect(problems[0].message).toMatch(`sellers[0].${field}: `)
  })

  it('does not suffer from a neighbour that is wrong', () => {
    const { sellers, problems } = parseSettings({
      sellers: [{ ...ACME_ITEM, sellerId: 'wrong', currency: 'x' }, ACME_ITEM, 'nonsense'],
    })
    expect([...sellers.keys()]).toEqual(['acme'])
    expect(problems.map(({ sellerId, field }) => [sellerId, field])).toEqual([
      ['wrong', 'sellers[0].currency'],
      [undefined, 'sellers[2]'],
    ])
  })

  it('is not replaced by another one of the same id', () => {
    const { sellers, problems } = parseSettings({ sellers: [ACME_ITEM, { ...ACME_ITEM, name: 'Impostor' }] })
    expect(sellers.get('acme')?.name).toBe('acme')
    expect(problems).toMatchObject([{ sellerId: 'acme', field: 'sellers[1].sellerId' }])
  })

  it('shows no secret in the explanation of what is wrong', () => {
    const { problems } = one({ password: 'very-secret', partnerUrl: 'https://me:very-secret@shop.example' })
    expect(JSON.stringify(problems)).not.toContain('very-secret')
  })
})

describe('the settings document', () => {
  it.each([undefined, null, '', [], 'text', {}, { sellers: null }, { sellers: 'none' }])(
    'may be %j: no sellers, no problems',
    (raw) => {
      expect(parseSettings(raw)).toMatchObject({ sellers: new Map(), problems: [], allowedWorkspaces: [] })
    },
  )

  it.each([JSON.stringify([ACME_ITEM]), JSON.stringify({ sellers: [ACME_ITEM] })])(
    'may hold the same list as text: %s',
    (sellersJson) => {
      expect([...parseSettings({ sellers: [], sellersJson }).sellers.keys()]).toEqual(['acme'])
    },
  )

  it.each(['{', '{"sellerId":"acme"}', '42'])('names sellersJson when it holds %s', (sellersJson) => {
    expect(parseSettings({ sellersJson })).toMatchObject({ sellers: new Map(), problems: [{ field: 'sellersJson' }] })
  })

  it('takes the list of the form before the text', () => {
    const sellersJson = JSON.stringify([{ ...ACME_ITEM, sellerId: 'other' }])
    expect([...parseSettings({ sellers: [ACME_ITEM], sellersJson }).sellers.keys()]).toEqual(['acme'])
  })

  it.each([
    ['publicHost', false],
    ['appKey', {}],
    ['appToken', []],
    ['allowedWorkspaces', true],
  ])('names its %s when that is %j, and the sellers go on', (field, value) => {
    const { sellers, problems } = parseSettings({ sellers: [ACME_ITEM], [field]: value })
    expect([...sellers.keys()]).toEqual(['acme'])
    expect(problems).toMatchObject([{ field }])
  })

  it('names sellersJson when a list stands where its text should be', () => {
    expect(parseSettings({ sellersJson: [ACME_ITEM] })).toMatchObject({ problems: [{ field: 'sellersJson' }] })
  })

  it('may name a public host and workspaces to test in', () => {
    expect(parseSettings({ publicHost: ' sellers.acme.example ', allowedWorkspaces: 'dev, qa' })).toMatchObject({
      publicHost: 'sellers.acme.example',
      allowedWorkspaces: ['dev', 'qa'],
    })
  })

  it('may hold an app key with its token; half a pair is explained and not used', () => {
    expect(parseSettings({ appKey: 'k', appToken: 't' }).appKeyPair).toEqual({ key: 'k', token: 't' })
    const half = parseSettings({ sellers: [ACME_ITEM], appKey: 'k' })
    expect(half.appKeyPair).toBeUndefined()
    expect(half.problems).toMatchObject([{ field: 'appKey' }])
    expect(half.sellers.size).toBe(1)
  })
})

describe('how the catalogue is brought to the marketplace', () => {
  it('may be told never to run by night', () => {
    expect(seller({ catalogNightlyHour: 'never' })?.catalogNightlyHour).toBeUndefined()
    expect(seller({ catalogNightlyHour: '0' })?.catalogNightlyHour).toBe(0)
  })

  it('has a table that is wrong in one line named with that line', () => {
    const { problems } = parseSettings({ sellers: [{ ...ACME_ITEM, categoryMapping: 'Casa = Home; Jardim' }] })
    expect(problems[0]).toMatchObject({ field: 'sellers[0].categoryMapping', message: expect.stringMatching(/Jardim/) })
  })

  it('keeps to a pace of the whole account, and a pace that is none is a problem of its own', () => {
    const { pace, problems, sellers } = parseSettings({
      sellers: [ACME_ITEM],
      suggestionsPerMinute: 0,
      catalogCallsPerMinute: 60,
    })
    expect(pace).toEqual({ catalog: 60, suggestions: 6_000, notifications: 12_000 })
    expect([problems.map(({ field }) => field), sellers.size]).toEqual([['suggestionsPerMinute'], 1])
  })
})
