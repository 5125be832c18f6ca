import { VtexApiProbe, VtexProbe } from '../../../../clients/marketplace/vtexProbe'
import { permissionFinding } from '../../../../domain/doctor/answerFinding'
import type { Finding } from '../../../../domain/doctor/finding'
import type { Check, SellerJob } from '../doctorJob'

/** An order and an SKU that cannot exist: who may ask is answered 404. */
const NO_ORDER = '0000000000000-00'
const NO_SKU = 'external-seller-doctor'
const NO_CHANGE = 'none'
/** Orders of a minute long ago. */
const NO_ORDERS = new URLSearchParams({
  f_creationDate: 'creationDate:[2000-01-01T00:00:00.000Z TO 2000-01-01T00:01:00.000Z]',
  orderBy: 'creationDate,asc',
  page: '1',
  per_page: '1',
}).toString()

/** Permissions that can be tried without changing anything, each by one read (PROTOCOL §1.4). */
export const permissions: Check<SellerJob> = {
  name: 'permissions',
  look: async ({ vtex, clock, settings, id, shown, work }) => {
    const scope = { appKeyPair: settings.appKeyPair }
    const credential = settings.appKeyPair ? 'appKey' : 'appToken'
    const janus = new VtexProbe(vtex, clock, scope)
    const seller = encodeURIComponent(id)
    const [viewSeller, viewOrder, listOrders, changeOrder, bindings, suggest] = await Promise.all([
      shown(),
      janus.read(`/api/oms/pvt/orders/${NO_ORDER}`),
      janus.read(`/api/oms/pvt/orders?${NO_ORDERS}`),
      janus.read(`/api/order-system/orders/${NO_ORDER}/changes/${NO_CHANGE}`),
      janus.read(`/api/sku-binding/pvt/skuseller/${seller}/${NO_SKU}`),
      new VtexApiProbe(vtex, clock, scope).read(`/${vtex.account}/suggestions/${seller}/${NO_SKU}`),
    ])
    return [
      permissionFinding(viewSeller, 'View Seller', credential),
      permissionFinding(viewOrder, 'View order', credential),
      permissionFinding(suggest, 'Send marketplace suggestion', credential),
      permissionFinding(listOrders, 'List Orders', credential, 'Orders that never arrived here are not found'),
      permissionFinding(changeOrder, 'Change order', credential, 'Changes of open orders cannot be agreed on'),
      permissionFinding(bindings, 'View Product', credential, 'What is sold of the seller cannot be compared'),
      ...(await fromExperience(work)),
    ]
  },
}

/** Nothing may be sent to try these: the latest call that was made for its own sake says it. */
async function fromExperience(work: SellerJob['work']): Promise<Finding[]> {
  const { entries } = await work.activity.read()
  const latest = [...entries].reverse().find(({ step, notSent }) => step === 'changeNotification' && !notSent)
  const check = 'permission Seller SKUs'
  const untried: Finding = {
    check: 'permission Notify invoice, Cancel order',
    level: 'info',
    message: 'Cannot be tried without changing an order',
    fix: 'Watch the problems after the first invoice and the first cancellation',
  }
  if (!latest || latest.status === 0) {
    const fix = 'Sync the catalog with content switched on, and call the doctor again'
    return [{ check, level: 'info', message: 'Cannot be tried without announcing an SKU', fix }, untried]
  }
  const refused = latest.status === 401 || latest.status === 403
  return [
    refused
      ? {
          check,
          level: 'error',
          message: `The latest change notification was answered ${latest.status}`,
          fix: 'Give the role of the app key the resource "Seller SKUs", or fill appKey and appToken',
        }
      : { check, level: 'ok', message: `The latest change notification was answered ${latest.status}` },
    untried,
  ]
}
