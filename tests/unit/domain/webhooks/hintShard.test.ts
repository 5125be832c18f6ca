import { hintKey, hintOfKey, type Hint } from '../../../../node/domain/webhooks/hint'
import {
  addHints,
  EMPTY_HINT_SHARD,
  settleHints,
  takeHints,
  waitingHints,
  type HintShard,
} from '../../../../node/domain/webhooks/hintShard'
import { NOON } from '../../fixtures/movableClock'

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
