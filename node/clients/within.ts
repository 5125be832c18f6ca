/**
 * Waits for `promise` no longer than `ms`, whatever it does; it goes on by itself.
 * @param late the failure of a promise that is not in time
 */
export async function within<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  let alarm: NodeJS.Timeout | undefined
  const alarmed = new Promise<never>((_resolve, reject) => {
    alarm = setTimeout(() => reject(late()), Math.max(0, ms))
  })
  try {
    return await Promise.race([promise, alarmed])
  } finally {
    clearTimeout(alarm)
  }
}
