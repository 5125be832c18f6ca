import type { OnTheLine } from './faultyLine'

export type Peer = 'records' | 'marketplace' | 'partner' | 'events' | 'platform'

/** What a worker asks of somebody, by the name a report can use. */
export interface OutwardCall {
  readonly peer: Peer
  /** `createOrder`, `orderInvoice`, `write orders: received`, `read claims` … The unit faults and kills are counted by. */
  readonly point: string
  /** `read` changes nothing at the other side. */
  readonly verb: 'read' | 'write'
  /** Marketplace order it is about, where the call says so. */
  readonly order?: string
  /** A write that must lose when somebody else was faster. */
  readonly conditional?: boolean
}

const VBASE = /^\/vbase\/v2\/[^/]+\/[^/]+\/buckets\/[^/]+\/([^/]+)\/files(?:\/(.+))?$/
const COURIER = /^\/courier\/v0\/[^/]+\/[^/]+\/events\/([^/]+)$/
const OMS = /^\/api\/oms\/pvt\/orders\/([^/]+)(\/.*)?$/
const CHANGES = /^\/api\/order-system\/orders\/([^/]+)\/changes(\/.*)?$/
const NOTIFICATION = /\/changenotification\/[^/]+\/(?:(price|inventory)|[^/]+)$/
const SELLER_API = /^\/external-seller\/v1(\/.*)$/
const ORDER_ID = /\d{13}-\d\d/

const OMS_STEPS: readonly (readonly [string, RegExp, string])[] = [
  ['GET', /^$/, 'readOrder'],
  ['POST', /^\/invoice$/, 'orderInvoice'],
  ['PATCH', /^\/invoice\/[^/]+$/, 'orderTracking'],
  ['PUT', /^\/invoice\/[^/]+\/tracking$/, 'trackingStatus'],
  ['POST', /^\/cancel$/, 'sellerCancellation'],
  ['POST', /^\/changes\/[^/]+\/send-agreement$/, 'sendAgreement'],
]

const CHANGE_STEPS: readonly (readonly [string, RegExp, string])[] = [
  ['GET', /^\/[^/]+$/, 'readModification'],
  ['GET', /^$/, 'listModifications'],
  ['POST', /^\/[^/]+\/send-agreement$/, 'sendAgreement'],
  ['POST', /^\/[^/]+\/cancel$/, 'cancelModification'],
]

const PARTNER_STEPS: readonly (readonly [string, RegExp, string])[] = [
  ['POST', /^\/orders$/, 'createOrder'],
  ['GET', /^\/orders\/[^/]+$/, 'findOrder'],
  ['POST', /^\/orders\/[^/]+\/authorize$/, 'authorizeOrder'],
  ['POST', /^\/orders\/[^/]+\/cancel$/, 'cancelOrder'],
  ['POST', /^\/orders\/[^/]+\/changes$/, 'changeOrder'],
  ['GET', /^\/order-updates$/, 'orderUpdates'],
  ['POST', /^\/quotes$/, 'quote'],
  ['POST', /^\/offers$/, 'offers'],
  ['GET', /^\/capabilities$/, 'capabilities'],
  ['GET', /^\/catalog\/items$/, 'catalogItems'],
  ['GET', /^\/catalog\/changes$/, 'catalogChanges'],
]

/** Names a call on a worker's way out. */
export function outwardCall({ method, url, headers, body }: OnTheLine): OutwardCall {
  const { host, pathname } = new URL(url)
  if (host === 'infra.io.vtex.com') {
    return { ...infraCall(method, pathname, body), conditional: headers['if-match'] !== undefined }
  }
  const oms = OMS.exec(pathname)
  if (oms) return { ...named(OMS_STEPS, 'marketplace', method, oms[2] ?? '', pathname), order: orderIn(oms[1]) }
  const change = CHANGES.exec(pathname)
  if (change)
    return { ...named(CHANGE_STEPS, 'marketplace', method, change[2] ?? '', pathname), order: orderIn(change[1]) }
  const seller = SELLER_API.exec(pathname)
  if (seller) {
    const call = named(PARTNER_STEPS, 'partner', method, seller[1], pathname)
    const reads = ['quote', 'offers'].includes(call.point)
    const order = orderIn(call.point === 'createOrder' ? body.toString() : pathname)
    return { ...call, ...(reads ? { verb: 'read' } : {}), order }
  }
  const notified = NOTIFICATION.exec(pathname)
  if (notified) return { peer: 'marketplace', point: `${notified[1] ?? 'change'}Notification`, verb: 'write' }
  return { peer: 'platform', point: `${method} ${host}`, verb: 'read' }
}

function infraCall(method: string, pathname: string, body: Buffer): OutwardCall {
  const event = COURIER.exec(pathname)
  if (event) return { peer: 'events', point: `event ${event[1]}`, verb: 'write', order: orderIn(body.toString()) }
  const [, bucket, path] = VBASE.exec(pathname) ?? []
  if (bucket === undefined) return { peer: 'platform', point: 'settings', verb: 'read' }
  const order = orderIn(decodeURIComponent(path ?? ''))
  if (path === undefined) return { peer: 'records', point: `list ${bucket}`, verb: 'read' }
  if (method === 'GET') return { peer: 'records', point: `read ${bucket}`, verb: 'read', order }
  if (method === 'DELETE') return { peer: 'records', point: `remove ${bucket}`, verb: 'write', order }
  const state = bucket === 'orders' ? `: ${(JSON.parse(body.toString()) as { state?: string }).state}` : ''
  return { peer: 'records', point: `write ${bucket}${state}`, verb: 'write', order }
}

function named(
  steps: readonly (readonly [string, RegExp, string])[],
  peer: Peer,
  method: string,
  path: string,
  pathname: string,
): OutwardCall {
  const step = steps.find(([verb, pattern]) => verb === method && pattern.test(path))
  return { peer, point: step?.[2] ?? `${method} ${pathname}`, verb: method === 'GET' ? 'read' : 'write' }
}

const orderIn = (text: string | undefined) => (text === undefined ? undefined : ORDER_ID.exec(text)?.[0])
