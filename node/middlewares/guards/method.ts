import { MethodNotAllowed } from '../../domain/errors'
import type { Middleware } from '../../typings/context'

/** The platform routes every verb to us, and the runtime's own guard lets a 405 be cached (DESIGN D5). */
export const method = (...allowed: string[]): Middleware =>
  async function methodGuard(ctx, next) {
    if (!allowed.includes(ctx.method)) throw new MethodNotAllowed(allowed)
    await next()
  }
