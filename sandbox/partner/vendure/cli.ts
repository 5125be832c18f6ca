// Vendure reports home unless told not to, and reads this when it is loaded.
process.env.VENDURE_DISABLE_TELEMETRY = 'true'

import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { Command, InvalidArgumentError } from 'commander'
import { CatalogError, readCatalog } from './shop/catalog'
import { freePort } from './shop/freePort'

interface Options {
  readonly catalog: string
  readonly port: number
  readonly user: string
  readonly password?: string
  readonly staffUser: string
  readonly staffPassword?: string
  readonly exitWithParent?: boolean
}

const portNumber = (text: string) => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('a port is an integer from 0 to 65535')
  }
  return port
}

const program = new Command('store')
  .description('A real Vendure shop on loopback, in memory. A restart is a reset.')
  .option('--catalog <file>', 'what it sells (see README.md)', path.join(__dirname, 'catalog.json'))
  .option('--port <number>', '0 takes a free one', portNumber, Number(process.env.STORE_PORT ?? 0))
  .option('--user <email>', "the connector's login", process.env.STORE_USER ?? 'connector@store.test')
  .option('--password <text>', 'made up when absent; also STORE_PASSWORD')
  .option('--staff-user <email>', 'login of the warehouse', process.env.STORE_STAFF_USER ?? 'staff@store.test')
  .option('--staff-password <text>', 'made up when absent; also STORE_STAFF_PASSWORD')
  .option('--exit-with-parent', 'stop when standard input ends')

const madeUp = () => randomBytes(12).toString('base64url')

async function main() {
  const options = program.parse().opts<Options>()
  const catalog = readCatalog(options.catalog)
  const logins = {
    connector: { username: options.user, password: options.password ?? process.env.STORE_PASSWORD ?? madeUp() },
    staff: {
      username: options.staffUser,
      password: options.staffPassword ?? process.env.STORE_STAFF_PASSWORD ?? madeUp(),
    },
  }
  // Loaded late: Vendure takes seconds, and a wrong catalogue should be said at once.
  const { openShop } = await import('./shop/openShop')
  const shop = await openShop(catalog, options.port || (await freePort()), logins)
  const stop = () => {
    void shop.close().finally(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  if (options.exitWithParent) {
    process.stdin.resume().once('end', stop).once('error', stop)
  }
  console.log(JSON.stringify({ ready: true, url: shop.url, ...logins.connector, staff: logins.staff }))
}

main().catch((error: unknown) => {
  console.error(error instanceof CatalogError ? error.message : error)
  process.exit(1)
})
