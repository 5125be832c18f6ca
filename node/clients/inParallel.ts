/**
 * Runs `work` for every item, at most `most` at a time, in order. After a failure nothing new is begun; what was begun is
 * waited for, so that nothing goes on behind the caller's back.
 * @throws the first failure
 */
export async function inParallel<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  let failed: { readonly error: unknown } | undefined
  const worker = async () => {
    while (next < items.length && !failed) {
      const item = items[next++]
      try {
        await work(item)
      } catch (error) {
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  if (failed) throw failed.error
}
