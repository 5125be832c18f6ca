import type { SellerAnswer, SellerStep } from '../sellerCalls'
import { findings, nullable, anyText, object, text, unless, type Finding } from '../shape'

const RULE = 'PROTOCOL §14.1'

const envelope = object({ error: object({ code: text, message: text, exception: nullable(anyText) }) })

function silence(step: SellerStep, { failure }: SellerAnswer): Finding[] {
  if (failure === 'unreachable') return findings(RULE, ['the seller did not answer'])
  const rule = step === 'fulfillmentSimulation' ? 'PROTOCOL §5' : RULE
  return findings(rule, ['the seller did not answer in time'])
}

/** 500 and the statuses of a proxy in front of a dead handler are not answers of a seller; 503 is. */
const errorFindings = (step: SellerStep, { status, headers, body }: SellerAnswer): Finding[] => [
  ...unless(status < 500 || status === 503, RULE, `status ${status}: a temporary failure is 503`),
  ...findings('PROTOCOL §6.2', envelope(body, 'answer')),
  ...unless(
    status !== 503 || step === 'fulfillmentSimulation' || step === 'orderPlacement' || Boolean(headers['retry-after']),
    RULE,
    'a 503 needs Retry-After',
  ),
]

/** Rules for every answer of a seller, whatever was asked. */
export function everyAnswerFindings(step: SellerStep, answer: SellerAnswer): Finding[] {
  const { status, headers, text: content, failure } = answer
  if (failure) return silence(step, answer)
  const type = headers['content-type'] ?? ''
  return [
    ...unless(
      /\bno-store\b/.test(headers['cache-control'] ?? ''),
      'PLATFORM §3',
      'answers need Cache-Control: no-store',
    ),
    ...unless(status < 300 || status >= 400, RULE, `status ${status}: never redirect`),
    ...unless(content === '' || type.startsWith('application/json'), RULE, 'answers must be application/json'),
    ...unless(content === '' || answer.body !== undefined, RULE, 'answers must be valid JSON'),
    ...(status >= 400 ? errorFindings(step, answer) : []),
  ]
}
