import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { CatalogError, readCatalog } from '../vendure/shop/catalog'
import { harness } from './harness/harnessRoutes'
import { openPartner } from './partner/openPartner'
import { seedShop } from './seed/seedShop'

interface Options {
  readonly catalog: string
  readonly port: number
  readonly data?: string
  readonly token?: string
  readonly webhookUrl?: string
  readonly webhookSecret?: string
  readonly rateLimit: number
  readonly exitWithParent?: boolean
}

const integer = (from: number, to: number) => (text: string) => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new InvalidArgumentError(`an integer from ${from} to ${to}`)
  }
  return value
}

const { env } = process
const program = new Command('reference')
  .description('The reference partner of the Seller API on loopback.')
  .option(
    '--catalog <file>',
    'what it sells when it starts for the first time',
    path.join(__dirname, '../vendure/catalog.json'),
  )
  .option('--port <number>', '0 takes a free one', integer(0, 65_535), 0)
  .option('--data <folder>', 'where it keeps its data; in memory when absent')
  .option('--token <text>', 'made up when absent; also REFERENCE_TOKEN')
  .option('--webhook-url <url>', 'where it sends webhooks; also REFERENCE_WEBHOOK_URL')
  .option('--webhook-secret <text>', 'what it signs them with; also REFERENCE_WEBHOOK_SECRET')
  .option('--rate-limit <number>', 'requests in 10 seconds', integer(1, 1_000_000), 10_000)
  .option('--exit-with-parent', 'stop when standard input ends')

async function main() {
  const options = program.parse().opts<Options>()
  const catalog = readCatalog(options.catalog)
  const token = options.token ?? env.REFERENCE_TOKEN ?? randomBytes(24).toString('base64url')
  const url = options.webhookUrl ?? env.REFERENCE_WEBHOOK_URL
  const secret = options.webhookSecret ?? env.REFERENCE_WEBHOOK_SECRET
  if ((url === undefined) !== (secret === undefined)) program.error('a webhook needs both, its URL and its secret')
  const partner = await openPartner({
    port: options.port,
    token,
    dataDir: options.data,
    ...(url !== undefined && secret !== undefined ? { webhook: { url, secret } } : {}),
    rateLimit: options.rateLimit,
    seed: (db) => seedShop(db, catalog),
    besides: harness,
  })
  const stop = () => {
    void partner.close().finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (options.exitWithParent) {
    process.stdin.resume().once('end', stop).once('error', stop)
  }
  console.log(JSON.stringify({ ready: true, url: partner.url, token }))
}

main().catch((error: unknown) => {
  console.error(error instanceof CatalogError ? error.message : error)
  process.exit(1)
})
