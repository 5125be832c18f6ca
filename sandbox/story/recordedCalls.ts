import type { RecordedCall, RecordedDecision } from '../world/operatorApi'
import type { World } from '../world/startWorld'
import type { Story } from './tellStory'

export type Line = RecordedCall | RecordedDecision

export const isCall = (line: Line): line is RecordedCall => 'step' in line

/** Everything the connector recorded about the story, read from its operations routes, oldest first. */
export async function recordedLines({ operator, sellerId }: World, story: Story): Promise<Line[]> {
  const activity = await operator.activity(sellerId)
  const orders = await Promise.all([
    operator.order(sellerId, story.delivered),
    operator.order(sellerId, story.canceled),
  ])
  return [...activity.calls, ...activity.simulations, ...orders.flatMap(({ timeline }) => timeline.entries)].sort(
    (a, b) => a.at.localeCompare(b.at),
  )
}
