import { sendAlerts } from '../../../../node/events/alerts/sendAlerts'
import { ioContext } from '../../fixtures/ioContext'
import { MINUTE } from '../../fixtures/movableClock'
import { sellerWork } from '../../fixtures/sellerWork'

const dead = { code: 'deadLetter', subject: 'o-1', message: 'orderInvoice was given up', fix: 'Replay it' }

async function alerting(isTaken: () => boolean) {
  const { work, clock } = await sellerWork()
  const sent: string[] = []
  const send = async ({ text }: { text: string }) => {
    sent.push(text)
    return isTaken()
  }
  return { work, clock, sent, alert: () => sendAlerts({ vtex: ioContext() }, work, 'https://x.example', { send }) }
}

describe('an alert', () => {
  it('tells a new problem once, with its fix, however often it is seen', async () => {
    const { work, clock, sent, alert } = await alerting(() => true)
    await work.problems.raise(dead)
    for (let minute = 0; minute < 5; minute++, clock.advance(MINUTE)) {
      await work.problems.raise(dead)
      await alert()
    }
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('deadLetter o-1: orderInvoice was given up. Replay it')
  })

  it('tells several in one call', async () => {
    const { work, sent, alert } = await alerting(() => true)
    for (const subject of ['a', 'b', 'c']) await work.problems.raise({ ...dead, subject })
    await alert()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('3 new problems')
  })

  it('nobody takes is tried some times and then left', async () => {
    const { work, sent, alert } = await alerting(() => false)
    await work.problems.raise(dead)
    for (let tick = 0; tick < 20; tick++) await alert()
    expect(sent).toHaveLength(5)
  })
})
