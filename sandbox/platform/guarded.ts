import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

import { answerJson } from './httpAnswer'
import type { PlatformLog } from './platformLog'

/** A fault of the stand-in itself is answered and noted; it must not end the process. */
export const guarded =
  (handler: (request: IncomingMessage, response: ServerResponse) => unknown, log: PlatformLog): RequestListener =>
  (request, response) => {
    const failed = (error: Error & { code?: string }) => {
      if (request.destroyed && error.code === 'ECONNRESET') return
      log.note(`The stand-in failed: ${error.stack ?? error.message}`)
      answerJson(response, 500, { code: 'StandInFailed', message: error.message })
    }
    try {
      void Promise.resolve(handler(request, response)).catch(failed)
    } catch (error) {
      failed(error as Error)
    }
  }
