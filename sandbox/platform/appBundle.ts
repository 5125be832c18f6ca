import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ServiceRoute {
  readonly path: string
  readonly public?: boolean
  readonly policies?: readonly RoutePolicy[]
}

/** Who may call a private route (PLATFORM §2.4). */
export interface RoutePolicy {
  readonly effect: 'allow' | 'deny'
  readonly actions?: readonly string[]
  readonly principals: readonly string[]
}

export interface OutboundPolicy {
  readonly host: string
  readonly path: string
}

/** What the platform knows about a built app: its identity, routes, events and policies. */
export interface AppBundle {
  readonly dir: string
  /** `vendor.name` */
  readonly name: string
  /** `vendor.name@version` */
  readonly id: string
  readonly vendor: string
  readonly shortName: string
  readonly version: string
  /** How long the edge waits for an answer, and the courier for an event handler. */
  readonly timeoutMs: number
  readonly routes: Readonly<Record<string, ServiceRoute>>
  readonly events: Readonly<Record<string, { readonly sender: string; readonly topics: readonly string[] }>>
  readonly outboundAccess: readonly OutboundPolicy[]
  readonly policies: ReadonlySet<string>
}

interface Manifest {
  readonly vendor: string
  readonly name: string
  readonly version: string
  readonly policies?: readonly { readonly name: string; readonly attrs?: OutboundPolicy }[]
}

interface ServiceJson {
  readonly timeout?: number
  readonly routes?: AppBundle['routes']
  readonly events?: Readonly<Record<string, { sender: string; topics?: string[]; keys?: string[] }>>
}

/** Seconds; the platform's default when service.json says nothing (PLATFORM §2.1). */
const DEFAULT_TIMEOUT_S = 10

/** Reads a build: `manifest.json` and `service/service.json` below `dir`. */
export function readAppBundle(dir: string): AppBundle {
  const manifest = readJson<Manifest>(join(dir, 'manifest.json'))
  const service = readJson<ServiceJson>(join(dir, 'service', 'service.json'))
  const policies = manifest.policies ?? []
  const name = `${manifest.vendor}.${manifest.name}`
  return {
    dir,
    name,
    id: `${name}@${manifest.version}`,
    vendor: manifest.vendor,
    shortName: manifest.name,
    version: manifest.version,
    timeoutMs: (service.timeout ?? DEFAULT_TIMEOUT_S) * 1000,
    routes: service.routes ?? {},
    events: Object.fromEntries(
      Object.entries(service.events ?? {}).map(([id, event]) => [
        id,
        { sender: event.sender, topics: event.topics ?? event.keys ?? [] },
      ]),
    ),
    outboundAccess: policies.flatMap((policy) =>
      policy.name === 'outbound-access' && policy.attrs ? [policy.attrs] : [],
    ),
    policies: new Set(policies.map((policy) => policy.name)),
  }
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T
