import { hintKey, hintOfKey, type Hint } from '../../../../node/domain/webhooks/hint'
import {
  addHints,
  EMPTY_HINT_SHARD,
  readHints,
  settleHints,
  takeHints,
  waitingHints,
  type HintShard,
} from '../../../../node/domain/webhooks/hintShard'
import { NOON, SECOND } from '../../fixtures/movableClock'

const drill: Hint = { kind: 'sku', id: 'DRILL' }
const saw: Hint = { kind: 'sku', id: 'SAW' }
const waitingFor = (...hints: Hint[]) => addHints(EMPTY_HINT_SHARD, hints, NOON) as HintShard
const ids = (shard: HintShard | undefined) => shard && waitingHints(shard).map(({ id }) => id)

describe('a hint', () => {
  it('waits once, however often it comes', () => {
    expect(addHints(waitingFor(drill), [drill], NOON + 1)).toBeUndefined()
  })

  it('waits beside the order of the same name', () => {
    expect(waitingHints(waitingFor(drill, { kind: 'order', id: 'DRILL' }))).toHaveLength(2)
  })

  it.each(['a:b', ':', '__proto__', 'toString'])('keeps the id %s as it is', (id) => {
    expect(hintOfKey(hintKey({ kind: 'sku', id }))).toEqual({ kind: 'sku', id })
    expect(ids(waitingFor({ kind: 'sku', id }))).toEqual([id])
  })

  it('is gone once the run that took it is done', () => {
    const taken = takeHints(waitingFor(drill, saw), [drill], 'run-1') as HintShard
    expect(ids(settleHints(taken, [drill], 'run-1'))).toEqual(['SAW'])
  })

  it('stays when it came again while it was followed up', () => {
    const taken = takeHints(waitingFor(drill), [drill], 'run-1') as HintShard
    const again = addHints(taken, [drill], NOON + 1) as HintShard
    expect(settleHints(again, [drill], 'run-1')).toBeUndefined()
    expect(ids(again)).toEqual(['DRILL'])
  })

  it('is settled only by the run that took it last', () => {
    const first = takeHints(waitingFor(drill), [drill], 'run-1') as HintShard
    const second = takeHints(first, [drill], 'run-2') as HintShard
    expect(settleHints(second, [drill], 'run-1')).toBeUndefined()
    expect(ids(settleHints(second, [drill], 'run-2'))).toEqual([])
  })

  it('is refused, to be sent again, when too many wait', () => {
    const many = Array.from({ length: 5_001 }, (_, index): Hint => ({ kind: 'sku', id: String(index) }))
    expect(() => waitingFor(...many)).toThrow('Too many')
  })
})

describe('a hint at something that was read, and of which the marketplace is to be told', () => {
  const READY = NOON + 5 * SECOND
  const read = (shard: HintShard) =>
    readHints(takeHints(shard, [drill], 'run-1') as HintShard, [drill], 'run-1', READY) as HintShard
  const told = (shard: HintShard) =>
    settleHints(takeHints(shard, [drill], 'run-2') as HintShard, [drill], 'run-2') as HintShard
  const readyAt = (shard: HintShard) => waitingHints(shard).map((hint) => hint.readyAt)

  it('lets it be read once more before anybody is told, so that a burst is told once', () => {
    const again = addHints(read(waitingFor(drill)), [drill], NOON + 2 * SECOND) as HintShard
    expect(readyAt(again)).toEqual([undefined])
    expect(told(read(again)).rows).toEqual({})
  })

  it('does not postpone the word for ever: after half a minute it is told, and read again afterwards', () => {
    let shard = waitingFor(drill)
    for (let at = NOON; at < NOON + 30 * SECOND; at += 4 * SECOND)
      shard = addHints(read(shard), [drill], at) as HintShard
    const late = addHints(read(shard), [drill], NOON + 31 * SECOND) as HintShard
    expect(readyAt(late)).toEqual([new Date(READY).toISOString()])
    expect(addHints(late, [drill], NOON + 32 * SECOND)).toBeUndefined()
    expect(waitingHints(told(late))).toEqual([{ ...drill, at: new Date(NOON + 31 * SECOND).toISOString() }])
  })

  it('does not count the time before it was told last', () => {
    const telling = takeHints(read(waitingFor(drill)), [drill], 'run-2') as HintShard
    const again = addHints(telling, [drill], NOON + 40 * SECOND) as HintShard
    expect(readyAt(addHints(read(again), [drill], NOON + 60 * SECOND) as HintShard)).toEqual([undefined])
  })
})
