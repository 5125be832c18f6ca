import { CONNECTOR, DEEP, describeChapter, PARTNER } from './order/chapter'

const SALE = ['place', 'marketplace gives the placement up', 'authorize', 'ask to cancel']

describeChapter({
  name: 'from the cart',
  // Deep: everything that can happen, from the first event on.
  ...(DEEP ? {} : { events: [...SALE, ...PARTNER, ...CONNECTOR, 'sweep 9 days later'] }),
  partners: ['reserves', 'does not reserve'],
})
