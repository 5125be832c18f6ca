import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The parsed body; throws when it is no JSON. */
  json<T>(): T
}

/** One request with any header a browser would not allow, Host among them. */
export function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown; target?: string } = {},
): Promise<Answer> {
  const { method = options.body === undefined ? 'GET' : 'POST', headers = {}, body, target } = options
  const { hostname, port, pathname, search } = new URL(url)
  const content = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: hostname,
        port,
        method,
        path: target ?? pathname + search,
        agent: false,
        headers: { ...(content === '' ? {} : { 'content-length': Buffer.byteLength(content) }), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text,
            json: <T>() => JSON.parse(text) as T,
          })
        })
      },
    )
    request.on('error', reject)
    request.end(content)
  })
}
