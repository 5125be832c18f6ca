import type { AdminApi } from '../shop/adminApi'

/** Some units of an order, by SKU. */
export interface Goods {
  readonly sku: string
  readonly quantity: number
}

export interface ParcelToShip {
  readonly courier: string
  readonly trackingCode: string
  /** Absent: everything not yet shipped. */
  readonly lines?: readonly Goods[]
}

interface Parcel {
  readonly id: string
  readonly state: string
}

interface PackingLine {
  readonly id: string
  readonly quantity: number
  readonly productVariant: { readonly sku: string }
  readonly fulfillmentLines: readonly { readonly quantity: number; readonly fulfillment: { readonly state: string } }[]
}

interface Packing {
  readonly lines: readonly PackingLine[]
  readonly fulfillments: readonly Parcel[]
}

/** Hands a parcel of the order with this id of the shop to the courier. */
export async function ship(api: AdminApi, orderId: string, parcel: ParcelToShip) {
  const { lines } = await packing(api, orderId)
  const left = lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity - packed(line) }))
  const { addFulfillmentToOrder } = await api.run<{ addFulfillmentToOrder: { id: string } }>(
    `mutation StaffPack($input: FulfillOrderInput!) {
      addFulfillmentToOrder(input: $input) { ... on Fulfillment { id } ... on ErrorResult { errorCode message } }
    }`,
    {
      input: {
        lines: parcel.lines ? lineIds(lines, parcel.lines) : left.filter(({ quantity }) => quantity > 0),
        handler: {
          code: 'manual-fulfillment',
          arguments: [
            { name: 'method', value: parcel.courier },
            { name: 'trackingCode', value: parcel.trackingCode },
          ],
        },
      },
    },
  )
  await moveParcel(api, addFulfillmentToOrder.id, 'Shipped')
}

/** Everything of the order that is on the way has arrived. */
export async function deliver(api: AdminApi, orderId: string) {
  const { fulfillments } = await packing(api, orderId)
  for (const parcel of fulfillments.filter(({ state }) => state === 'Shipped')) {
    await moveParcel(api, parcel.id, 'Delivered')
  }
}

/** Goods as the shop's mutations name them. */
export async function orderLines(api: AdminApi, orderId: string, goods: readonly Goods[]) {
  return lineIds((await packing(api, orderId)).lines, goods)
}

const lineIds = (lines: readonly PackingLine[], goods: readonly Goods[]) =>
  goods.map(({ sku, quantity }) => ({
    orderLineId: lines.find((line) => line.productVariant.sku === sku)?.id,
    quantity,
  }))

async function moveParcel(api: AdminApi, id: string, state: 'Shipped' | 'Delivered') {
  await api.run(
    `mutation StaffMoveParcel($id: ID!, $state: String!) {
      transitionFulfillmentToState(id: $id, state: $state) {
        ... on Fulfillment { id } ... on ErrorResult { errorCode message }
      }
    }`,
    { id, state },
  )
}

async function packing(api: AdminApi, id: string): Promise<Packing> {
  const { order } = await api.run<{ order: Packing }>(
    `query StaffPacking($id: ID!) {
      order(id: $id) {
        id
        lines { id quantity productVariant { sku } fulfillmentLines { quantity fulfillment { state } } }
        fulfillments { id state }
      }
    }`,
    { id },
  )
  return order
}

const packed = (line: PackingLine) =>
  line.fulfillmentLines
    .filter(({ fulfillment }) => fulfillment.state !== 'Cancelled')
    .reduce((sum, { quantity }) => sum + quantity, 0)
