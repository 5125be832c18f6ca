/**
 * The secrets in a setting: several while one is rotated, separated by commas or spaces. Each is the base64 text of
 * 24 to 64 random bytes, with or without the prefix `whsec_` of Standard Webhooks; neither separator occurs in it.
 */
export const webhookSecrets = (setting: string | undefined): string[] =>
  (setting ?? '').split(/[\s,]+/).filter((secret) => secret !== '')
