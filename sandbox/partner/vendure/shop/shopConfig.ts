import { randomBytes } from 'node:crypto'
import { AssetServerPlugin } from '@vendure/asset-server-plugin'
import {
  DefaultLogger,
  LanguageCode,
  LogLevel,
  defaultShippingCalculator,
  defaultShippingEligibilityChecker,
  dummyPaymentHandler,
} from '@vendure/core'
import type { VendureConfig } from '@vendure/core'
import { agreedPrice } from './agreedPrice'
import { customFields } from './customFields'
import type { RequestJournal } from './requestJournal'
import { postalCodeRange, weightRate } from './shipping'

export interface ShopAddress {
  readonly port: number
  /** https origin under which the rest of the sandbox knows the shop. */
  readonly publicOrigin: string
}

export const SUPERADMIN = 'superadmin'

/** Stock Vendure on an in-memory database, reachable on loopback only, changed through its documented extension points. */
export function shopConfig(address: ShopAddress, superadminPassword: string, files: string, journal: RequestJournal) {
  const config: Partial<VendureConfig> = {
    logger: new DefaultLogger({ level: LogLevel.Error }),
    defaultLanguageCode: LanguageCode.pt_BR,
    apiOptions: {
      hostname: '127.0.0.1',
      port: address.port,
      adminApiPath: 'admin-api',
      shopApiPath: 'shop-api',
      cors: false,
      middleware: [
        { route: '/admin-api', handler: journal.record, beforeListen: true },
        { route: '/harness/journal', handler: journal.answer, beforeListen: true },
      ],
    },
    authOptions: {
      tokenMethod: ['bearer'],
      superadminCredentials: { identifier: SUPERADMIN, password: superadminPassword },
      cookieOptions: { secret: randomBytes(16).toString('hex') },
    },
    dbConnectionOptions: { type: 'sqljs', autoSave: false, synchronize: true },
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    shippingOptions: {
      shippingEligibilityCheckers: [defaultShippingEligibilityChecker, postalCodeRange],
      shippingCalculators: [defaultShippingCalculator, weightRate],
    },
    orderOptions: { orderItemPriceCalculationStrategy: agreedPrice },
    customFields,
    plugins: [
      AssetServerPlugin.init({
        route: 'assets',
        assetUploadDir: files,
        assetUrlPrefix: `${address.publicOrigin}/assets/`,
      }),
    ],
  }
  return config
}
