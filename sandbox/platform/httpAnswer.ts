import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

export function answerJson(response: ServerResponse, status: number, body: unknown, headers: OutgoingHttpHeaders = {}) {
  answer(response, status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8', ...headers })
}

export function answerText(response: ServerResponse, status: number, text: string) {
  answer(response, status, text, { 'content-type': 'text/plain; charset=utf-8' })
}

export function answer(
  response: ServerResponse,
  status: number,
  body: string | Buffer = '',
  headers: OutgoingHttpHeaders = {},
) {
  if (response.headersSent || response.destroyed) return
  const bodiless = status === 204 || status === 304
  response.writeHead(status, bodiless ? headers : { 'content-length': Buffer.byteLength(body), ...headers })
  response.end(bodiless ? undefined : body)
}
