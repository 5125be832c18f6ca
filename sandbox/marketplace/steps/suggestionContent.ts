import type { SuggestionContent } from '../accountState'
import {
  anyText,
  amount,
  arrayOf,
  integer,
  matching,
  natural,
  object,
  positive,
  text,
  unless,
  type Finding,
} from '../shape'

const RULE = 'PROTOCOL §4.3'
const MAX_NAME = 150

const specifications = arrayOf(object({ fieldName: text, fieldValues: arrayOf(text, 1) }))
const httpsUrl = matching(/^https:\/\/[^\s/]+\/\S+$/, 'an https address')

/** Every field of PROTOCOL §4.3. */
export const suggestionShape = object(
  {
    ProductName: matching(new RegExp(`^(?=.*\\S)[^]{1,${MAX_NAME}}$`), `1 to ${MAX_NAME} characters`),
    ProductId: text,
    ProductDescription: text,
    BrandName: text,
    SkuName: text,
    SellerId: text,
    Height: positive,
    Width: positive,
    Length: positive,
    Weight: positive,
    CategoryFullPath: text,
    Images: arrayOf(object({ imageName: text, imageUrl: httpsUrl }), 1),
    AvailableQuantity: natural,
    Pricing: object({
      Currency: matching(/^[A-Z]{3}$/, 'an ISO 4217 code'),
      SalePrice: amount,
      CurrencySymbol: text,
    }),
  },
  {
    WeightKg: positive,
    RefId: text,
    EAN: (value, at) => (typeof value === 'string' ? [] : arrayOf(text, 1)(value, at)),
    SellerStockKeepingUnitId: integer,
    SkuSpecifications: specifications,
    ProductSpecifications: specifications,
    MeasurementUnit: text,
    UnitMultiplier: positive,
    NameComplete: anyText,
  },
)

/** KI 897301: the matcher and the catalog ignore an EAN that is not an array. */
export const hasEan = (body: Record<string, unknown>) => Array.isArray(body.EAN) && body.EAN.length > 0

const GRAMS_PER_KG = 1_000
const WEIGHT_TOLERANCE_GRAMS = 1

/** What the fields of a suggestion must be to each other. */
export function contentFindings(body: Record<string, unknown>, sellerId: string): Finding[] {
  const names = (body.Images as SuggestionContent['Images']).map((image) => image.imageName)
  return [
    ...unless(body.SellerId === sellerId, RULE, 'SellerId must be the seller of the path'),
    ...unless(typeof body.EAN !== 'string', 'PROTOCOL C-11', 'EAN must be an array: a plain string is ignored'),
    ...unless(hasEan(body) || Boolean(body.RefId), RULE, 'RefId is mandatory when EAN is absent'),
    ...unless(new Set(names).size === names.length, RULE, 'imageName must be unique'),
    ...unless(
      body.WeightKg === undefined ||
        Math.abs((body.WeightKg as number) * GRAMS_PER_KG - (body.Weight as number)) <= WEIGHT_TOLERANCE_GRAMS,
      'PROTOCOL C-13',
      'Weight is in grams and WeightKg in kilograms: they must agree',
    ),
  ]
}
