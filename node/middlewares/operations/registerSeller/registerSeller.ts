import { settingsOf } from '../../../clients/settingsOf'
import { productionMaster } from '../../../domain/registration/productionMaster'
import { planSetup } from '../../../events/sellerSetup/planSetup'
import { setUpSeller, type SetupWishes } from '../../../events/sellerSetup/setUpSeller'
import type { ConnectorContext } from '../../../typings/context'
import { isDryRun } from '../isDryRun'

/** What the operator may send along; all optional. */
export const registerBodySchema = {
  type: 'object',
  properties: {
    accessKey: { type: ['string', 'null'], maxLength: 100 },
    rotate: { type: ['boolean', 'null'] },
    revoke: { type: ['boolean', 'null'] },
    dryRun: { type: ['boolean', 'null'] },
  },
} as const

/**
 * Sets the seller up for an operator, with the operator's own token: see `setUpSeller`. The key is shown this once. A
 * dry run changes nothing and says what would be different.
 * @throws Forbidden outside production `master`, unless a setting allows the workspace
 */
export async function registerSeller(ctx: ConnectorContext<SetupWishes & { readonly dryRun?: boolean | null }>) {
  const { body, clock, operatorToken, work } = ctx.state
  const settings = await settingsOf(ctx, clock)
  productionMaster(ctx.vtex, settings.allowedWorkspaces)
  const job = { clients: ctx.clients, vtex: ctx.vtex, work, settings, operatorToken }
  ctx.status = 200
  ctx.body = isDryRun(ctx) ? await planSetup(job, body) : await setUpSeller(job, body)
}
