import { MethodNotAllowed } from '../../domain/errors'
import type { Middleware } from '../../typings/context'

/** The platform routes every verb to us, and the runtime's own guard lets a 405 be cached (DESIGN D5). */
export const method = (...allowed: string[]): Middleware =>
  function methodGuard(ctx, next) {
    return allowed.includes(ctx.method) ? next() : Promise.reject(new MethodNotAllowed(allowed))
  }
