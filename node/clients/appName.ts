/** `vendor.name` of the app, under which it sends events, keeps records and installs jobs. */
export const APP_NAME = (process.env.VTEX_APP_ID ?? '').split('@')[0]
