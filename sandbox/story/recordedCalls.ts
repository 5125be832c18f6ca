import type { RecordedCall, RecordedDecision } from '../world/operatorApi'
import type { World } from '../world/startWorld'
import type { OwnStory } from './tellOwnStory'
import type { Story } from './tellStory'

export type Line = RecordedCall | RecordedDecision

export const isCall = (line: Line): line is RecordedCall => 'step' in line

/** Everything the connector recorded about a story, read from its operations routes, oldest first. */
export async function recordedLines({ operator, sellerId }: World, story: Story | OwnStory): Promise<Line[]> {
  const activity = await operator.activity(sellerId)
  const orders = await Promise.all(Object.values(story).map((id: string) => operator.order(sellerId, id)))
  return [...activity.calls, ...activity.simulations, ...orders.flatMap(({ timeline }) => timeline.entries)].sort(
    (a, b) => a.at.localeCompare(b.at),
  )
}
