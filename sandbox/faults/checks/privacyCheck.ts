import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { SECRETS, type ChaosWorld } from '../chaosWorld'
import { PERSONAL_MARKER } from '../orders/markedShopper'
import type { Check } from './check'

/** Nothing of a person, and no secret, is in any record or log. */
export function privacyCheck({ accessKey, data, platform }: ChaosWorld): Check {
  const forbidden = new Map([
    ['personal data', PERSONAL_MARKER],
    ['the partner’s token', SECRETS.token],
    ['the webhook secret', SECRETS.webhookSecret],
    ['the access key', accessKey],
    ['the operator’s token', platform.operatorToken],
  ])
  const files = ['vbase', 'logs'].flatMap((folder) => filesBelow(path.join(data, folder)))
  const broken = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return [...forbidden]
      .filter(([, secret]) => text.includes(secret))
      .map(([what]) => `${what} in ${path.relative(data, file)}`)
  })
  return { name: 'no personal data and no secret in records and logs', looked: files.length, broken }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
