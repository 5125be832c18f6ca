import { describeChapter, PAID } from './order/chapter'

const CHANGE = ['tell a change', 'acknowledge the change', 'confirm the change', 'marketplace gives the change up']

describeChapter({
  name: 'changed after the payment',
  after: PAID,
  events: [
    ...CHANGE,
    'ask to cancel',
    'partner cancels',
    'partner ships with an invoice',
    'outbox event',
    'sweep a minute later',
    'sweep 20 minutes later',
  ],
  partners: ['reserves', 'does not reserve'],
})
