import type { SellerWork } from '../../clients/sellerWork'
import { MarketplaceRejected, OutboundDenied, PartnerAnswerInvalid, type ConnectorError } from '../../domain/errors'

const CODE = 'catalogSync'

/** Shows a failure of the catalogue that does not get well by itself; clears it after work that went well. */
export async function catalogTrouble(
  { problems, seller }: Pick<SellerWork, 'problems' | 'seller'>,
  error: ConnectorError | undefined,
): Promise<void> {
  if (!error) return problems.clear(CODE, seller.sellerId)
  const fix = fixFor(error)
  if (fix === undefined) return undefined
  return problems.raise({ code: CODE, subject: seller.sellerId, message: error.message, fix })
}

function fixFor(error: ConnectorError): string | undefined {
  if (error instanceof MarketplaceRejected) {
    return 'Give the role of the app, or of the key in appKey, the resource the message names; the sync goes on by itself'
  }
  if (error instanceof OutboundDenied) return 'Install a release whose manifest has the policy the message names'
  if (error instanceof PartnerAnswerInvalid)
    return 'Tell the partner: its catalogue breaks the contract; the sync tries again'
  return undefined
}
