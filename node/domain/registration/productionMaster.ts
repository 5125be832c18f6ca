import { Forbidden } from '../errors'

/**
 * Orders must not depend on a workspace that is deleted tomorrow (PLATFORM U20).
 * @throws Forbidden outside the production workspace `master`, unless the workspace is allowed
 */
export function productionMaster(
  { production, workspace }: { readonly production: boolean; readonly workspace: string },
  allowed: readonly string[],
): void {
  if ((production && workspace === 'master') || allowed.includes(workspace)) return
  throw new Forbidden(
    `Sellers are registered in the production workspace master only; add ${workspace} to the setting allowedWorkspaces to test here`,
  )
}
