/**
 * The secrets in a setting: several while one is rotated, separated by commas or spaces. Each is the base64 text of
 * 24 to 64 random bytes, with or without the prefix `whsec_` of Standard Webhooks; neither separator occurs in it.
 */
export const webhookSecrets = (setting: string | undefined): string[] =>
  (setting ?? '').split(/[\s,]+/).filter((secret) => secret !== '')

const BASE64 = /^(?:whsec_)?(?=.)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Whether a text can be a secret at all. Its length is the operator's business: signatures of a short one are as right. */
export const isWebhookSecret = (secret: string): boolean => BASE64.test(secret)
