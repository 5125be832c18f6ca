/** As V8's CPU profiler writes it. */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[]
  readonly samples: readonly number[]
  /** Microseconds from one sample to the next. */
  readonly timeDeltas: readonly number[]
}

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}

/** Whose time a request takes: with what it calls. `waiting` is no work. */
export type Owner = 'app' | 'runtime' | 'node' | 'garbage' | 'waiting'

export interface HotSpot {
  readonly where: string
  /** Microseconds in the function itself, and with everything below it. */
  readonly self: number
  readonly total: number
}

export interface ProfileShares {
  /** Microseconds by owner of the code that ran. */
  readonly self: Readonly<Record<Owner, number>>
  /** Microseconds in the app's own functions and everything they call: libraries, the logger, Node. */
  readonly belowApp: number
  /** Everything but waiting. */
  readonly busy: number
  readonly appFunctions: readonly HotSpot[]
  readonly allFunctions: readonly HotSpot[]
}

const SHOWN = 100

/** @param appCode folder of the app's compiled code */
export function profileShares({ nodes, samples, timeDeltas }: CpuProfile, appCode: string): ProfileShares {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const own = new Map<number, number>()
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0))

  const self: Record<Owner, number> = { app: 0, runtime: 0, node: 0, garbage: 0, waiting: 0 }
  const spots = new Map<string, { self: number; total: number; app: boolean }>()
  let belowApp = 0

  /** @returns microseconds of the node and everything below; a function on the path already is not counted twice */
  function walk(id: number, path: ReadonlySet<string>, belowOurs: boolean): number {
    const node = byId.get(id)!
    const owner = ownerOf(node, appCode)
    const ours = belowOurs || owner === 'app'
    const time = own.get(id) ?? 0
    self[owner] += time
    if (ours) belowApp += time
    const where = placeOf(node)
    const inner = new Set(path).add(where)
    let total = time
    for (const child of node.children ?? []) total += walk(child, inner, ours)
    const spot = spots.get(where) ?? { self: 0, total: 0, app: owner === 'app' }
    spot.self += time
    if (!path.has(where)) spot.total += total
    spots.set(where, spot)
    return total
  }
  walk(nodes[0]!.id, new Set(), false)

  const ranked = [...spots].map(([where, spot]) => ({ where, ...spot }))
  return {
    self,
    belowApp,
    busy: self.app + self.runtime + self.node + self.garbage,
    appFunctions: ranked
      .filter(({ app }) => app)
      .sort((a, b) => b.total - a.total)
      .slice(0, SHOWN)
      .map(shown),
    allFunctions: ranked
      .sort((a, b) => b.self - a.self)
      .slice(0, SHOWN)
      .map(shown),
  }
}

const shown = ({ where, self, total }: HotSpot): HotSpot => ({ where, self, total })

function ownerOf({ callFrame: { functionName, url } }: ProfileNode, appCode: string): Owner {
  if (functionName === '(garbage collector)') return 'garbage'
  if (functionName === '(idle)' || functionName === '(program)' || functionName === '(root)') return 'waiting'
  // The profiler's own work when it is stopped.
  if (functionName === 'dispatch' && url === '') return 'waiting'
  const path = url.replace(/^file:\/\//, '')
  if (path.startsWith(appCode)) return 'app'
  // Compiled by Ajv at start: functions without a file are the app's.
  if (url === '' && /^validate\d*$/.test(functionName)) return 'app'
  return url.startsWith('node:') || url === '' ? 'node' : 'runtime'
}

function placeOf({ callFrame: { functionName, lineNumber, url } }: ProfileNode): string {
  const path = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/service\/src\//, '')
  return `${functionName || '(anonymous)'} ${path}${url === '' ? '' : `:${lineNumber + 1}`}`
}
