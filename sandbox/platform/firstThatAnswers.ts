import type { Service, ServiceCall } from './outboundProxy'

/** One service made of several: each is asked in turn until one knows the path. */
export const firstThatAnswers =
  (...services: readonly Service[]): Service =>
  async (call: ServiceCall) => {
    for (const service of services) {
      if (await service(call)) return true
    }
    return false
  }
