import { createHmac, randomUUID } from 'node:crypto'

import type { BenchSeller } from './world/benchWorld'

/** Says that SKUs changed, signed as Standard Webhooks says. @throws Error when it is not taken */
export async function announceSkus({ webhookSecret, webhookUrl }: BenchSeller, skus: readonly string[]) {
  const id = randomUUID()
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const body = JSON.stringify({ type: 'catalog.changed', timestamp: new Date().toISOString(), data: { skus } })
  const key = Buffer.from(webhookSecret.replace('whsec_', ''), 'base64')
  const response = await fetch(webhookUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
    },
    body,
  })
  if (!response.ok) throw new Error(`The webhook was answered ${response.status}: ${await response.text()}`)
}
