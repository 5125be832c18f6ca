import { groupBy } from '../../../node/domain/groupBy'

it('keeps the order in which items and groups came', () => {
  const groups = groupBy(['pear', 'plum', 'apple', 'peach'], (word) => word[0])
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum', 'peach']],
    ['a', ['apple']],
  ])
})
