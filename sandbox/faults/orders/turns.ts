/**
 * Lets many stories go on together, turn by turn: between two turns nobody is in the middle of anything, so time can be
 * moved without cutting calls in two.
 */
export class Turns {
  private readonly waiting = new Set<() => void>()
  private active = 0
  private allStill: (() => void) | undefined

  /** Begins a story; it is active until it ends or waits for the next turn. */
  begin(story: () => Promise<void>): Promise<void> {
    this.active++
    return story().finally(() => this.rest())
  }

  /** Resolves when the next turn begins. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve)
      this.rest()
    })
  }

  /** Goes several ways at once within one story; fails when one of them fails, after all have ended. */
  async together(...ways: readonly (() => Promise<unknown>)[]): Promise<void> {
    this.active += ways.length - 1
    let left = ways.length
    const ended = await Promise.allSettled(
      ways.map((way) =>
        way().finally(() => {
          // The last one goes on as the story itself.
          if (--left > 0) this.rest()
        }),
      ),
    )
    for (const end of ended) if (end.status === 'rejected') throw end.reason
  }

  /** Begins a turn and resolves when everybody waits for the next one or has ended. */
  async take(): Promise<void> {
    const stories = [...this.waiting]
    this.waiting.clear()
    this.active += stories.length
    for (const goOn of stories) goOn()
    await this.still()
  }

  /** Resolves when no story is active. */
  async still(): Promise<void> {
    if (this.active > 0) await new Promise<void>((resolve) => (this.allStill = resolve))
  }

  private rest() {
    if (--this.active > 0) return
    this.allStill?.()
    this.allStill = undefined
  }
}
