/**
 * Host under which VTEX reaches this app. The workspace is pinned: with A/B tests a bare host is spread over
 * workspaces, whose records differ (PLATFORM §3).
 */
export const publicHostOf = (
  { account, workspace }: { readonly account: string; readonly workspace: string },
  configured?: string,
): string => configured ?? `${workspace}--${account}.myvtex.com`
