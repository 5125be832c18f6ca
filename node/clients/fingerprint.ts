import { createHash } from 'crypto'

/** A short name for a long text: SHA-256, hex. */
export const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex')
