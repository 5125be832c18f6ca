/** Nothing goes on behind an answer, whichever of them fails. @throws what the first threw, else what the second did */
export async function bothEnd<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return [await first, await second]
}
