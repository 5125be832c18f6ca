import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Longer than any client of the sandbox keeps an idle connection, so that none meets one that is just being closed. */
const KEEP_ALIVE_MS = 65_000

export interface LoopbackServer {
  readonly server: Server
  readonly port: number
  readonly origin: string
  close(): Promise<void>
}

/**
 * @param port 0 for any free one
 * @throws Error naming the port when it is taken
 */
export function listenOnLoopback(handler: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, handler)
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is already in use`) : error),
    )
    server.listen(port, '127.0.0.1', () => {
      const actual = (server.address() as AddressInfo).port
      resolve({ server, port: actual, origin: `http://127.0.0.1:${actual}`, close: () => close(server) })
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
