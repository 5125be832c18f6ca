import type { AccountOptions } from '../accountState'
import { unless } from '../shape'
import { refuse, type Step, type StepAnswer, type StepRequest } from './step'

interface CategoryNode {
  readonly id: number
  readonly name: string
  readonly hasChildren: boolean
  readonly url: string
  readonly children: readonly CategoryNode[]
  readonly Title: string
  readonly MetaTagDescription: string
}

/** Departments that are only named in paths get ids from here on. */
const FIRST_UNNAMED_ID = 9_000

/** Nests `Department/Category` paths; a level that has no id of its own is given one. */
export function categoryTree(categories: AccountOptions['categories'], levels: number): CategoryNode[] {
  let next = FIRST_UNNAMED_ID
  const below = (above: string, left: number): CategoryNode[] => {
    if (left === 0) return []
    const inside = categories.filter(({ path }) => path.startsWith(above))
    const names = new Set(inside.map(({ path }) => path.slice(above.length).split('/')[0]))
    return [...names].map((name) => {
      const path = `${above}${name}`
      const id = categories.find((one) => one.path === path)?.id ?? next++
      const children = below(`${path}/`, left - 1)
      const hasChildren = categories.some((one) => one.path.startsWith(`${path}/`))
      return { id, name, hasChildren, url: `/${path}`, children, Title: name, MetaTagDescription: '' }
    })
  }
  return below('', levels)
}

const DEEPEST = 100

function readCategories({ state, params }: StepRequest): StepAnswer {
  const levels = Number(params.levels)
  const wrong = unless(
    Number.isInteger(levels) && levels >= 1 && levels <= DEEPEST,
    'Catalog API',
    'the depth of the category tree is a number from 1',
  )
  if (wrong.length > 0) return refuse(400, 'BadRequest', wrong)
  return { status: 200, body: categoryTree(state.options.categories, levels) }
}

const brandView = ({ id, name }: AccountOptions['brands'][number]) => ({
  id,
  name,
  isActive: true,
  title: name,
  metaTagDescription: '',
  imageUrl: null,
})

const DEFAULT_PAGE_SIZE = 20

function pageOfBrands({ state, query }: StepRequest): StepAnswer {
  const page = Number(query.get('page') ?? 1)
  const perPage = Number(query.get('pageSize') ?? DEFAULT_PAGE_SIZE)
  const { brands } = state.options
  const items = brands.slice((page - 1) * perPage, page * perPage).map(brandView)
  const paging = { page, perPage, total: brands.length, pages: Math.ceil(brands.length / perPage) }
  return { status: 200, body: { items, paging } }
}

const reading = (path: string, permissions: Step['permissions'], name: string, answer: Step['answer']): Step => ({
  name,
  method: 'GET',
  host: 'account',
  path: `/api/catalog_system${path}`,
  body: 'none',
  subject: 'levels',
  permissions,
  answer,
})

/** Categories, brands and trade policies of the marketplace, as settings are checked against (PROTOCOL §17.13). */
export const taxonomySteps: readonly Step[] = [
  reading('/pub/category/tree/:levels', [], 'readCategories', readCategories),
  reading('/pvt/brand/list', ['Brand'], 'readBrands', ({ state }) => ({
    status: 200,
    body: state.options.brands.map(brandView),
  })),
  reading('/pvt/brand/pagedlist', ['Brand'], 'readBrands', pageOfBrands),
  reading('/pvt/saleschannel/list', [], 'readSalesChannels', ({ state }) => ({
    status: 200,
    body: state.options.salesChannels.map(({ id, name }) => ({ Id: id, Name: name, IsActive: true })),
  })),
]
