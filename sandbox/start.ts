import { parseArgs } from 'node:util'

import pc from 'picocolors'

import { sampleShopper } from './marketplace/sampleShopper'
import { compareJournals } from './story/compareJournals'
import { printTimeline } from './story/printTimeline'
import { isCall, recordedLines } from './story/recordedCalls'
import { recordsSoFar } from './story/recordsSoFar'
import { tellOwnStory, type Home } from './story/tellOwnStory'
import { tellStory } from './story/tellStory'
import { OwnPartnerProblem } from './partner/own/ownPartner'
import { startWorld, type World } from './world/startWorld'

const say = (line: string) => void process.stdout.write(`${line}\n`)
const STAYING_UP_TICK_S = 60

/** Boots the world, sells an order and cancels another, prints what happened and checks it against what others saw. */
async function main(): Promise<number | undefined> {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      catalog: { type: 'string' },
      partner: { type: 'string', default: 'vendure' },
      'partner-url': { type: 'string' },
      token: { type: 'string' },
      'webhook-secret': { type: 'string' },
      country: { type: 'string', default: sampleShopper.address.country },
      'postal-code': { type: 'string', default: sampleShopper.address.postalCode },
    },
  })
  const { partner, token, country, 'partner-url': url, 'postal-code': postalCode } = values
  if (url !== undefined && token === undefined) throw new Error('--partner-url needs --token')
  const own = url !== undefined && token !== undefined ? { url, token } : undefined
  const webhookSecret = values['webhook-secret']
  if (partner !== 'vendure' && partner !== 'seller-api') throw new Error('--partner is vendure or seller-api')
  const appDir = process.env.CONNECTOR_BUILD
  if (!appDir) throw new Error('Start it with `npm start`: the app has to be compiled first')

  const world = await startWorld({
    appDir,
    partner,
    own,
    seller: { country, ...(webhookSecret === undefined ? {} : { webhookSecret }) },
    catalog: values.catalog,
    tickSeconds: values.once ? 0 : STAYING_UP_TICK_S,
    tell: (line) => say(pc.dim(line)),
  })
  let ending: Promise<void> | undefined
  const end = () => (ending ??= world.stop())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end().then(() => process.exit(0)))

  try {
    const code = await (own ? sellOwn(world, { country, postalCode }) : sellAndCheck(world, undefined))
    if (values.once || code !== 0) return code
    showAddresses(world)
    return undefined
  } finally {
    if (values.once) await end()
  }
}

/** With somebody's own partner a story that breaks is an answer: what was recorded until then says why. */
async function sellOwn(world: World, home: Home): Promise<number> {
  try {
    return await sellAndCheck(world, home)
  } catch (error) {
    printTimeline(await recordsSoFar(world), say)
    say(pc.red(`✗ ${(error as Error).message}`))
    return 1
  }
}

/** @param home where the shopper lives who buys at somebody's own partner; absent for a store of ours */
async function sellAndCheck(world: World, home: Home | undefined): Promise<number> {
  const tell = (line: string) => say(pc.dim(line))
  const story = home ? await tellOwnStory(world, home, tell) : await tellStory(world, tell)
  const lines = await recordedLines(world, story)
  say('')
  say(pc.bold('What happened, by the connector’s own records'))
  printTimeline(lines, say)

  const broken = world.marketplace.violations().map(({ rule, step, message }) => `${rule}, ${step}: ${message}`)
  const differences = await compareJournals(world, lines.filter(isCall))
  say('')
  for (const text of [...broken, ...differences]) say(pc.red(`✗ ${text}`))
  if (broken.length + differences.length > 0) return 1
  const calls = lines.filter(isCall).length
  say(pc.green(`✓ ${calls} calls: records, marketplace and store agree; no protocol rule broken`))
  const sold = 'sold' in story ? `${story.sold} paid and yours to ship` : `${story.delivered} delivered`
  say(pc.green(`✓ ${sold}, ${story.canceled} canceled`))
  return 0
}

/** Where each kind of store answers the connector. */
const STORE_API = { vendure: '/admin-api', 'seller-api': '/external-seller/v1' }

function showAddresses({
  edge,
  endpoint,
  marketplace,
  operator: _operator,
  platform,
  sellerId,
  store,
  webhookUrl,
}: World) {
  say('')
  say(pc.bold('Everything stays up until Ctrl+C'))
  say(`  seller endpoint   ${endpoint}`)
  say(
    `  operator          curl -H 'VtexIdclientAutCookie: ${platform.operatorToken}' ${edge}/_v/private/external-seller/v1/sellers/${sellerId}/activity`,
  )
  say(`  webhooks          ${webhookUrl}`)
  say(`  platform control  ${platform.control}`)
  say(`  marketplace       ${marketplace.origin}`)
  say(`  store             ${store.url}${STORE_API[store.kind]}`)
}

main().then(
  (code) => {
    if (code !== undefined) process.exit(code)
  },
  (error: Error) => {
    const explains = error instanceof OwnPartnerProblem
    process.stderr.write(`${explains ? error.message : (error.stack ?? error.message)}\n`)
    process.exit(1)
  },
)
