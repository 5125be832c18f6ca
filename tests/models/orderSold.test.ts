import { describeChapter, PAID } from './order/chapter'

describeChapter({
  name: 'invoiced, canceled, sent back',
  after: PAID,
  events: [
    'partner invoices',
    'partner cancels',
    'partner ships with an invoice',
    'partner delivers',
    'partner takes a unit back',
    'partner credits what it canceled',
    'partner tells',
    'ask to cancel',
    'outbox event',
    'sweep 20 minutes later',
  ],
  // Whoever holds the stock before the payment: afterwards it is the partner.
  partners: ['reserves'],
})
