import { publicHostOf } from '../../domain/registration/publicHost'
import type { SetupJob } from './setupJob'

type EndpointJob = Pick<SetupJob, 'vtex' | 'settings'> & { readonly work: Pick<SetupJob['work'], 'seller'> }

const prefixOf = ({ vtex, settings, work }: EndpointJob) =>
  `https://${publicHostOf(vtex, settings.publicHost)}/_v/external-seller/v1/${encodeURIComponent(work.seller.sellerId)}/`

/** What the marketplace calls (DESIGN D4). */
export const fulfillmentEndpoint = (job: EndpointJob, key: string): string => `${prefixOf(job)}${key}/api`

/** The key in an endpoint of this seller, under whatever host. */
export function keyIn(job: EndpointJob, endpoint: string | undefined): string | undefined {
  const path = new URL(prefixOf(job)).pathname
  return endpoint?.split(path)[1]?.split(/[/?]/)[0] || undefined
}

/** Whether VTEX would reach this app, and not another host or workspace, under an endpoint. */
export const isOurs = (job: EndpointJob, endpoint: string | undefined): boolean =>
  endpoint !== undefined && endpoint.toLowerCase().startsWith(prefixOf(job).toLowerCase())
