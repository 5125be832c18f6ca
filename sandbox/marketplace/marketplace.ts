import type { AccountOptions } from './accountState'
import type { ResolveHost } from './exchange'
import type { OperatorSide } from './sides/operatorSide'
import type { OrderSide } from './sides/orderSide'
import type { ShopperSide } from './sides/shopperSide'
import type { TestSide } from './sides/testSide'
import type { TimeSide } from './sides/timeSide'

export interface MarketplaceOptions {
  readonly accounts: readonly AccountOptions[]
  /** 0 or absent: any free port. */
  readonly port?: number
  /** Where public hosts of sellers and of their images are served on loopback. */
  readonly resolveHost?: ResolveHost
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** VTEX drops an offer whose simulation takes longer; 2,500 when absent (PROTOCOL §5). */
  readonly simulationTimeoutMs?: number
  /** For placement, authorize and cancel, whose limit nobody documents (U-02); 10,000 when absent. */
  readonly callTimeoutMs?: number
  /** 13 digits. Each order takes the next one; the current time when absent, so that two runs do not meet. */
  readonly firstOrderGroup?: number
}

/**
 * A strict VTEX marketplace: catalog, checkout and order management of several accounts. Rules that the connector or
 * a seller breaks are collected in `violations()`; a broken request also gets the HTTP error VTEX would give.
 * Methods throw an Error when they are asked for something that does not exist.
 */
export interface Marketplace extends OperatorSide, ShopperSide, OrderSide, TimeSide, TestSide {
  /** `http://127.0.0.1:port`: send VTEX's hosts here, with the original host in `x-forwarded-host`. */
  readonly origin: string
  close(): Promise<void>
}
