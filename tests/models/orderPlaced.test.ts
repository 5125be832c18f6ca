import { describeChapter } from './order/chapter'

describeChapter({
  name: 'from the cart',
  partners: ['reserves', 'does not reserve'],
})
