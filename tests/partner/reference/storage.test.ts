import { mkdirSync, mkdtempSync, rmSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startReferencePartner } from '../../../sandbox/partner/reference/startReferencePartner'
import { Caller, shirtOrder } from './caller'

describe('a reference partner with a data folder', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'reference-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

  it('that is killed in the middle of its work has every order it answered, their keys and its cursors', async () => {
    const first = await startReferencePartner({ dataDir })
    const before = new Caller(first)
    const { body: feed } = await before.call<{ nextCursor: string }>('listOrderUpdates')
    const stock = await first.staff.freeStock('CAM-MAND-M')
    const order = shirtOrder()
    await before.create(order, 'kept')
    // Killed as soon as one of ten more is answered: some are done, some are not.
    const more = Array.from({ length: 10 }, () => shirtOrder())
    const answered: string[] = []
    const sending = more.map((one) =>
      before.create(one).then(
        () => {
          answered.push(one.reference)
          process.kill(first.pid, 'SIGKILL')
        },
        () => undefined,
      ),
    )
    await Promise.all(sending)
    await first.stop()

    const second = await startReferencePartner({ dataDir })
    try {
      const after = new Caller(second)
      const orders = await second.staff.orders()
      expect(orders.map(({ reference }) => reference)).toEqual(expect.arrayContaining([order.reference, ...answered]))
      expect(await second.staff.freeStock('CAM-MAND-M')).toBe(stock - 2 * orders.length)
      expect((await after.create(order, 'kept')).status).toBe(201)
      expect((await after.create({ ...order, total: order.total }, 'other')).status).toBe(200)
      const page = await after.call<{ orders: unknown[] }>('listOrderUpdates', { query: { cursor: feed.nextCursor } })
      expect(page.body.orders).toHaveLength(orders.length)
      for (const one of more) expect([200, 201]).toContain((await after.create(one)).status)
      expect(await second.staff.orders()).toHaveLength(11)
    } finally {
      await second.stop()
    }
  })

  it('whose disk refuses did nothing and says so; it goes on when the disk does', async () => {
    const partner = await startReferencePartner({ dataDir })
    try {
      const api = new Caller(partner)
      const before = await partner.staff.freeStock('CAM-MAND-M')
      const order = shirtOrder()
      // A folder where the draft of the file goes.
      const draft = path.join(dataDir, 'partner.sqlite.tmp')
      mkdirSync(draft)
      const refused = await api.create(order, 'key')
      expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
      expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
      expect((await api.read(order.reference)).status).toBe(404)
      expect(await partner.staff.freeStock('CAM-MAND-M')).toBe(before)
      rmdirSync(draft)
      expect((await api.create(order, 'key')).status).toBe(201)
    } finally {
      await partner.stop()
    }
  })

  it('that was emptied does not take the cursors of its former life', async () => {
    const first = await startReferencePartner({ dataDir })
    const { body } = await new Caller(first).call<{ nextCursor: string }>('listOrderUpdates')
    await first.stop()
    rmSync(path.join(dataDir, 'partner.sqlite'))
    const second = await startReferencePartner({ dataDir })
    const answer = await new Caller(second).call('listOrderUpdates', { query: { cursor: body.nextCursor } })
    await second.stop()
    expect(answer.status).toBe(410)
  })
})
