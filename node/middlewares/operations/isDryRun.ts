import type { ConnectorContext } from '../../typings/context'

/** `?dryRun`, `?dryRun=true` or `{"dryRun": true}`: say what would be done, and do nothing. */
export function isDryRun(ctx: ConnectorContext<{ readonly dryRun?: boolean | null }>): boolean {
  const { dryRun } = ctx.query
  return (dryRun !== undefined && dryRun !== 'false') || ctx.state.body.dryRun === true
}
