/**
 * Every failure of the connector is one of these. The error boundary maps them once to a status and VTEX's error
 * envelope; messages say what happened and what to do, and carry neither secrets nor personal data.
 */
export abstract class ConnectorError extends Error {
  constructor(message: string) {
    super(message)
    this.name = new.target.name
  }
}

/** The request cannot be understood. `path` points at the first field that is wrong. */
export class BadRequest extends ConnectorError {
  constructor(
    message: string,
    readonly path?: string,
  ) {
    super(message)
  }
}

/** The body is larger than the endpoint reads. */
export class BodyTooLarge extends ConnectorError {}

/** The endpoint exists, the verb does not. */
export class MethodNotAllowed extends ConnectorError {
  constructor(readonly allowed: readonly string[]) {
    super(`Use ${allowed.join(' or ')}`)
  }
}

/** No such seller, key or order. Deliberately says nothing about which. */
export class NotFound extends ConnectorError {
  constructor(message = 'Not found') {
    super(message)
  }
}

/** The same caller comes too often. */
export class TooManyCalls extends ConnectorError {
  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message)
  }
}

/** The operator's token is missing or not good for this. */
export class Unauthorized extends ConnectorError {}
export class Forbidden extends ConnectorError {}

/** A protocol step that must be refused; `code` is VTEX's (PROTOCOL §6.2). */
export class StepRefused extends ConnectorError {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Nothing was changed; the caller should ask again. */
export class TryAgainLater extends ConnectorError {
  constructor(
    message: string,
    readonly retryAfterSeconds = 5,
  ) {
    super(message)
  }
}

/** A setting is missing or wrong; `field` names it. */
export class SettingsError extends ConnectorError {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(`${field}: ${message}`)
  }
}

export class MoneyError extends ConnectorError {}

/** A part of the protocol this connector does not take part in. */
export class NotImplemented extends ConnectorError {}

/** The partner said no. */
export class PartnerRefused extends ConnectorError {
  constructor(
    readonly reason: PartnerRefusal,
    message: string,
  ) {
    super(message)
  }
}
export type PartnerRefusal =
  'outOfStock' | 'unknownSku' | 'priceChanged' | 'shippingUnavailable' | 'stateConflict' | 'other'

/**
 * The partner certainly did not act.
 * `refusedQuestion`: it is up, and refuses to answer about what it was asked; about something else it may.
 */
export class PartnerUnavailable extends ConnectorError {
  constructor(
    message: string,
    readonly retryAfterSeconds?: number,
    readonly refusedQuestion = false,
  ) {
    super(message)
  }
}

/** A write whose outcome is unknown: to be resolved by asking, never by doing again (DESIGN D7). */
export class PartnerInDoubt extends ConnectorError {}

/** The partner answered something that breaks its contract. */
export class PartnerAnswerInvalid extends ConnectorError {
  constructor(
    message: string,
    readonly path?: string,
  ) {
    super(message)
  }
}

/** VTEX refused a call of ours. */
export class MarketplaceRejected extends ConnectorError {
  constructor(
    readonly step: string,
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

/** VTEX could not be asked, or asked us to slow down. */
export class MarketplaceUnavailable extends ConnectorError {
  constructor(
    readonly step: string,
    message: string,
    readonly retryAfterSeconds?: number,
    /** HTTP status, when there was an answer. */
    readonly status?: number,
  ) {
    super(message)
  }
}

/** Nobody refused: our own pace allows the call only in a while, because others call now (PROTOCOL §14.3). */
export class NotOurTurn extends MarketplaceUnavailable {}

/** The platform's outbound proxy refused a host: the manifest lacks an `outbound-access` entry. */
export class OutboundDenied extends ConnectorError {}

/** The record store could not be read or written. */
export class StorageUnavailable extends ConnectorError {}

/** Somebody else changed the record first (VBase answered 409 or 412). */
export class WriteConflict extends ConnectorError {}
