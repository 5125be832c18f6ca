import { newAccount } from './accountState'
import { Background } from './background'
import { Checkout } from './checkout'
import { MarketplaceClock } from './clock'
import { Disturbances } from './disturbance'
import { Outbound } from './exchange'
import { Front } from './front'
import { Journal } from './journal'
import type { Marketplace, MarketplaceOptions } from './marketplace'
import { ModificationDesk } from './modifications/modificationDesk'
import { Operator } from './operator'
import { OrderDesk } from './orderDesk'
import { HookSender } from './orderEvents/hookSender'
import { RateLimits } from './rateLimits'
import { SellerCalls } from './sellerCalls'
import { Accounts } from './sides/accounts'
import { operatorSide } from './sides/operatorSide'
import { orderSide } from './sides/orderSide'
import { shopperSide } from './sides/shopperSide'
import { testSide } from './sides/testSide'
import { timeSide } from './sides/timeSide'
import { changeNotificationSteps } from './steps/changeNotification'
import { legacySellerSteps } from './steps/legacySeller'
import { listOrdersSteps } from './steps/listOrders'
import { offerNotificationSteps } from './steps/offerNotification'
import { orderFeedSteps } from './steps/orderFeed'
import { orderHookSteps } from './steps/orderHook'
import { orderInvoiceSteps } from './steps/orderInvoice'
import { orderModificationSteps } from './steps/orderModification'
import { orderTrackingSteps } from './steps/orderTracking'
import { readOrderSteps } from './steps/readOrder'
import { readSuggestionSteps } from './steps/readSuggestion'
import { sellerRegisterSteps } from './steps/registerSeller'
import { salesChannelMappingSteps } from './steps/salesChannelMapping'
import { sellerCancellationSteps } from './steps/sellerCancellation'
import { sellerCommissionSteps } from './steps/sellerCommissions'
import { sendAgreementSteps } from './steps/sendAgreement'
import { skuBindingSteps } from './steps/skuBindings'
import { skuSuggestionSteps } from './steps/skuSuggestion'
import { taxonomySteps } from './steps/taxonomy'

const SIMULATION_TIMEOUT_MS = 2_500
const CALL_TIMEOUT_MS = 10_000

/** Starts a marketplace on loopback; `close()` ends it. Everything it knows is in memory. */
export async function startMarketplace(options: MarketplaceOptions): Promise<Marketplace> {
  const clock = new MarketplaceClock(options.now ?? Date.now)
  const { now } = clock
  const accounts = new Accounts(options.accounts.map(newAccount))
  const journal = new Journal(now)
  const disturbances = new Disturbances(now)
  const rateLimits = new RateLimits()
  const background = new Background()
  const outbound = new Outbound(options.resolveHost ?? (() => undefined))
  const calls = new SellerCalls(outbound, journal, {
    simulationTimeoutMs: options.simulationTimeoutMs ?? SIMULATION_TIMEOUT_MS,
    callTimeoutMs: options.callTimeoutMs ?? CALL_TIMEOUT_MS,
  })
  let orderGroup = options.firstOrderGroup ?? Date.now()
  const operator = new Operator(outbound, calls, background, now)
  const checkout = new Checkout(calls, now, () => String(orderGroup++))
  const desk = new OrderDesk(calls, now)
  const modifications = new ModificationDesk(calls, background, now)
  const hooks = new HookSender(outbound, journal, background, now)
  const steps = [
    ...sellerRegisterSteps,
    ...sellerCommissionSteps,
    ...salesChannelMappingSteps,
    ...legacySellerSteps,
    ...changeNotificationSteps,
    ...skuBindingSteps,
    ...taxonomySteps,
    ...skuSuggestionSteps,
    ...readSuggestionSteps,
    ...offerNotificationSteps(operator.reindex),
    ...readOrderSteps,
    ...orderInvoiceSteps,
    ...orderTrackingSteps,
    ...sellerCancellationSteps,
    ...orderModificationSteps,
    ...listOrdersSteps,
    ...orderFeedSteps,
    ...orderHookSteps(hooks),
    ...sendAgreementSteps(modifications.acknowledged),
  ]
  const front = new Front(accounts.byName, steps, journal, disturbances, rateLimits, now)
  const origin = await front.listen(options.port ?? 0)

  return {
    origin,
    close: async () => {
      await background.settled()
      await front.close()
      outbound.close()
    },
    ...operatorSide({ accounts, operator, background, now }),
    ...shopperSide(accounts, checkout),
    ...orderSide(accounts, desk, modifications),
    ...timeSide({ accounts, clock, desk, hooks }),
    ...testSide({ accounts, calls, disturbances, rateLimits, journal }),
  }
}
