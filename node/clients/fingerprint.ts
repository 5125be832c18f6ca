import { createHash } from 'crypto'

/** A short name for a long text: SHA-256, hex. */
export const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * The same in 12 characters (72 bits), for what is kept a hundred thousand times and compared with its own past only
 * (decision 0009).
 */
export const shortFingerprint = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 12)
