import type { SeededRandom } from '../../platform/seededRandom'
import { PLENTY, SCARCE } from '../chaosWorld'
import type { ChaosOrder } from './chaosOrder'

/** What shall become of an order, when nothing goes wrong or everything. */
export interface Story {
  readonly name: string
  /** How often it is told, compared with the others. */
  readonly weight: number
  readonly tell: (order: ChaosOrder, random: SeededRandom) => Promise<unknown>
}

const pick = <T>(random: SeededRandom, from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!
const one = (random: SeededRandom) => ({
  items: [{ id: pick(random, PLENTY), quantity: 1 + Math.floor(random.next() * 3) }],
})
const two = { items: [PLENTY[0], PLENTY[1]].map((id) => ({ id, quantity: 2 })) }

const invoice = (order: ChaosOrder, suffix = '', lines?: readonly { sku: string; quantity: number }[]) =>
  order.staff((staff, id) => staff.invoice(id, { number: `NF-${order.index}${suffix}`, ...(lines ? { lines } : {}) }))
const ship = (order: ChaosOrder, suffix = '', lines?: readonly { sku: string; quantity: number }[]) =>
  order.staff((staff, id) =>
    staff.ship(id, { courier: 'Correios', trackingCode: `QB${order.index}${suffix}BR`, ...(lines ? { lines } : {}) }),
  )
const deliver = (order: ChaosOrder) => order.staff((staff, id) => staff.deliver(id))
const partnerCancels = (order: ChaosOrder) => order.staff((staff, id) => staff.cancel(id, 'broken'))

const sendsOneBack = (order: ChaosOrder) =>
  order.staff((staff, id) =>
    staff.registerReturn(id, { number: `RET-${order.index}`, lines: [{ sku: PLENTY[0], quantity: 1 }] }),
  )
const oneLess = { reason: 'One unit less', remove: { items: [{ id: PLENTY[0], quantity: 1 }] } }

/** In which a connector that cannot rely on its store places an order twice. */
const RACE = 'placed many times at once'

export const STORIES: readonly Story[] = [
  {
    name: 'delivered',
    weight: 24,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      if (!(await invoice(order))) return
      await ship(order)
      await order.wait()
      await deliver(order)
    },
  },
  {
    name: 'shipped before it was invoiced',
    weight: 8,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      if (!(await ship(order))) return
      await order.wait()
      await invoice(order)
      await deliver(order)
    },
  },
  {
    name: 'two invoices, two parcels',
    weight: 12,
    async tell(order) {
      await order.place(two)
      await order.pay()
      for (const [number, sku] of [PLENTY[0], PLENTY[1]].entries()) {
        if (!(await invoice(order, `-${number}`, [{ sku, quantity: 2 }]))) return
        await ship(order, String(number), [{ sku, quantity: 2 }])
        await order.wait()
      }
      await deliver(order)
    },
  },
  {
    name: RACE,
    weight: 10,
    async tell(order, random) {
      await order.place({ ...one(random), copies: 5 })
      await order.pay()
      if (await invoice(order)) await ship(order)
    },
  },
  {
    name: 'canceled unpaid',
    weight: 8,
    async tell(order, random) {
      await order.place(one(random))
      await order.cancel(random.hits(0.5) ? 'payment' : 'shopper')
    },
  },
  {
    name: 'canceled paid',
    weight: 9,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      await order.cancel()
    },
  },
  {
    name: 'canceled by the partner',
    weight: 9,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      await order.staff(async (staff, id) => {
        if ((await staff.order(id)).state === 'open') throw new Error('state-conflict: not paid there yet')
        await staff.cancel(id, 'broken')
      })
    },
  },
  {
    name: 'canceled too late',
    weight: 7,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      if (!(await ship(order))) return
      await order.together(
        () => order.cancel(),
        () => order.wait().then(() => invoice(order)),
      )
      await deliver(order)
    },
  },
  {
    name: 'authorize × cancel',
    weight: 6,
    async tell(order, random) {
      await order.place(one(random))
      await order.together(
        () => order.pay(),
        () => order.cancel(),
      )
    },
  },
  {
    name: 'invoice × cancel',
    weight: 6,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      await order.together(
        () => invoice(order),
        () => order.cancel(),
      )
      await ship(order)
    },
  },
  {
    name: 'partner cancels × marketplace cancels',
    weight: 5,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      await order.together(
        () => partnerCancels(order),
        () => order.cancel(),
      )
    },
  },
  {
    name: 'never paid, or very late',
    weight: 5,
    async tell(order, random) {
      await order.place({ ...one(random), lockTtl: '10m' })
      for (let turn = 0; turn < 16; turn++) await order.wait()
      if (random.hits(0.4)) return
      if (random.hits(0.5)) return order.cancel()
      await order.pay()
      if (await invoice(order)) await ship(order)
    },
  },
  {
    name: 'returned in part',
    weight: 5,
    async tell(order) {
      await order.place(two)
      await order.pay()
      if (!(await invoice(order))) return
      await ship(order)
      await order.wait()
      await deliver(order)
      await sendsOneBack(order)
    },
  },
  {
    name: 'changed after the payment',
    weight: 6,
    async tell(order) {
      await order.place(two)
      await order.pay()
      await order.change(oneLess)
      if (await invoice(order)) await ship(order)
    },
  },
  {
    name: 'change × invoice',
    weight: 3,
    async tell(order) {
      await order.place(two)
      await order.pay()
      await order.together(
        () => order.change(oneLess),
        () => invoice(order),
      )
      await ship(order)
    },
  },
  {
    name: 'change × cancel',
    weight: 3,
    async tell(order) {
      await order.place(two)
      await order.pay()
      await order.together(
        () => order.change(oneLess),
        () => order.wait().then(() => order.cancel()),
      )
    },
  },
  {
    // Nobody but people gets out of this: the marketplace cancels no invoiced order.
    name: 'canceled by the partner after the invoice',
    weight: 4,
    async tell(order, random) {
      await order.place(one(random))
      await order.pay()
      if (!(await invoice(order))) return
      for (let turn = 0; turn < 3; turn++) await order.wait()
      await partnerCancels(order)
    },
  },
  {
    name: 'the last units',
    weight: 8,
    async tell(order) {
      await order.place({ items: [{ id: SCARCE, quantity: 1 }] })
      await order.pay()
      if (await invoice(order)) await ship(order)
    },
  },
]

/** The story of a self-check: every order is raced for, so that few of them show what the run must find. */
export const racedStory = (): Story => STORIES.find(({ name }) => name === RACE) ?? STORIES[0]

/** The story of an order: a function of the seed alone. */
export function storyOf(random: SeededRandom): Story {
  let left = random.next() * STORIES.reduce((sum, { weight }) => sum + weight, 0)
  return STORIES.find(({ weight }) => (left -= weight) < 0) ?? STORIES[0]
}
