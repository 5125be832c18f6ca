import { REGION } from './region'
import type { WorkerOptions } from './workerOptions'

/** The variables of RUNTIME §2, and nothing of the machine's own that could reach a real host. */
export function workerEnvironment(
  { bundle, production, modulesDir }: WorkerOptions,
  proxyOrigin: string,
  offsetMs: number,
) {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TZ: process.env.TZ ?? 'UTC',
    NODE_ENV: 'production',
    NODE_PATH: modulesDir,
    VTEX_IO: 'true',
    VTEX_APP_ID: bundle.id,
    VTEX_APP_NAME: bundle.shortName,
    VTEX_APP_VENDOR: bundle.vendor,
    VTEX_APP_VERSION: bundle.version,
    VTEX_ACCOUNT: bundle.vendor,
    VTEX_WORKSPACE: 'master',
    VTEX_REGION: REGION,
    VTEX_PRODUCTION: String(production),
    VTEX_PUBLIC_ENDPOINT: 'myvtex.com',
    http_proxy: proxyOrigin,
    https_proxy: proxyOrigin,
    no_proxy: '',
    SANDBOX_CLOCK_OFFSET_MS: String(offsetMs),
  }
}
