import type { INestApplicationContext } from '@nestjs/common'
import { ChannelService, LanguageCode, RequestContextService } from '@vendure/core'
import type { CurrencyCode, ID } from '@vendure/core'
import { populateInitialData } from '@vendure/core/cli'
import type { Catalog } from '../catalog'

const ZONE = 'Home market'

/** Country, tax and currency of the shop. Prices include tax. Answers the id of its channel. */
export async function seedMarket(app: INestApplicationContext, shop: NonNullable<Catalog['shop']>): Promise<ID> {
  const ctx = await app.get(RequestContextService).create({ apiType: 'admin' })
  const channels = app.get(ChannelService)
  const channel = await channels.getDefaultChannel(ctx)
  const currency = (shop.currency ?? 'BRL') as CurrencyCode
  const country = shop.country ?? 'BR'
  await channels.update(ctx, {
    id: channel.id,
    defaultCurrencyCode: currency,
    availableCurrencyCodes: [currency],
    pricesIncludeTax: true,
  })
  await populateInitialData(app, {
    defaultLanguage: LanguageCode.pt_BR,
    defaultZone: ZONE,
    countries: [{ code: country, name: nameOf(country), zone: ZONE }],
    taxRates: [{ name: 'ICMS', percentage: 18 }],
    shippingMethods: [],
    paymentMethods: [],
    collections: [],
  })
  return channel.id
}

const nameOf = (country: string) => new Intl.DisplayNames(['pt-BR'], { type: 'region' }).of(country) ?? country
