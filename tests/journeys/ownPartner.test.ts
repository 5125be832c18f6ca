import { sampleShopper } from '../../sandbox/marketplace/sampleShopper'
import { OwnPartnerProblem, ownPartner } from '../../sandbox/partner/own/ownPartner'
import { startReferencePartner, type ReferencePartner } from '../../sandbox/partner/reference/startReferencePartner'
import { compareJournals } from '../../sandbox/story/compareJournals'
import { isCall, recordedLines } from '../../sandbox/story/recordedCalls'
import { recordsSoFar } from '../../sandbox/story/recordsSoFar'
import { tellOwnStory } from '../../sandbox/story/tellOwnStory'
import { startWorld, type World } from '../../sandbox/world/startWorld'
import { appDir } from './journey'

const BOOT_MS = 120_000
const { country, postalCode } = sampleShopper.address
const nobody = () => undefined

describe('a partner somebody else runs', () => {
  let partner: ReferencePartner
  let world: World
  beforeAll(async () => {
    partner = await startReferencePartner()
    world = await startWorld({ appDir: appDir(), own: partner, seller: { country }, tell: nobody })
  }, BOOT_MS)
  afterAll(async () => {
    await world?.stop()
    await partner?.stop()
  })

  it('sells an order up to the payment and cancels another; every call is in the records', async () => {
    const story = await tellOwnStory(world, { country, postalCode }, nobody)

    expect((await partner.staff.order(story.sold)).state).toBe('authorized')
    expect((await partner.staff.order(story.canceled)).state).toBe('canceled')
    const calls = (await recordedLines(world, story)).filter(isCall)
    expect(await compareJournals(world, calls)).toEqual([])
    expect(world.marketplace.violations()).toEqual([])
  })

  it('is told what broke, with the records until then', async () => {
    const before = (await recordsSoFar(world)).length

    await expect(tellOwnStory(world, { country, postalCode: '99999-999' }, nobody)).rejects.toThrow('cannotBeDelivered')
    expect((await recordsSoFar(world)).length).toBeGreaterThan(before)
  })

  it('is asked for its catalogue first: a wrong token is said at once', async () => {
    const wrong = ownPartner({ url: partner.url, token: 'wrong' })
    await expect(wrong).rejects.toThrow(OwnPartnerProblem)
    await expect(wrong).rejects.toThrow('answered 401')
  })
})
