import { stringify } from 'node:querystring'

import type { AppBundle, ServiceRoute } from './appBundle'

export interface RouteMatch {
  readonly id: string
  readonly route: ServiceRoute
  /** As the edge hands them over: `x-colossus-params` (PLATFORM §2.2). */
  readonly params: string
}

interface CompiledRoute {
  readonly id: string
  readonly route: ServiceRoute
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Matches paths against service.json as the edge does: `:name` is one segment, `*name` the rest; methods play no part. */
export class RouteTable {
  private readonly routes: readonly CompiledRoute[]

  constructor(routes: AppBundle['routes'], kind: 'public' | 'private') {
    this.routes = Object.entries(routes)
      .filter(([, route]) => (route.public === true) === (kind === 'public'))
      .sort(([, a], [, b]) => (specificity(a.path) < specificity(b.path) ? -1 : 1))
      .map(([id, route]) => compile(id, route))
  }

  /** @throws URIError when the path is not validly percent-encoded */
  match(path: string): RouteMatch | undefined {
    for (const { id, route, pattern, names } of this.routes) {
      const found = pattern.exec(path)
      if (!found) continue
      const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1]!)]))
      return { id, route, params: stringify(params) }
    }
    return undefined
  }
}

function compile(id: string, route: ServiceRoute): CompiledRoute {
  const names: string[] = []
  const source = segmentsOf(route.path).map((segment) => {
    if (segment.startsWith(':')) {
      names.push(segment.slice(1))
      return '/([^/]+)'
    }
    if (segment.startsWith('*')) {
      names.push(segment.slice(1))
      return '/(.*)'
    }
    return `/${segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`
  })
  return { id, route, names, pattern: new RegExp(`^${source.join('')}/?$`) }
}

/** Sorts literal segments before `:name` and `:name` before `*name`, segment by segment. */
const specificity = (path: string) =>
  segmentsOf(path)
    .map((segment) => (segment.startsWith('*') ? '2' : segment.startsWith(':') ? '1' : '0'))
    .join('')

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '')
