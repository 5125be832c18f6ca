import { readJson } from './repository'

export interface Manifest {
  readonly vendor: string
  readonly name: string
  readonly version: string
  readonly builders: Readonly<Record<string, string>>
  readonly policies: readonly {
    readonly name: string
    readonly attrs?: { readonly host: string; readonly path: string }
  }[]
  readonly settingsSchema?: SettingsSchema
}

export interface SettingsSchema {
  readonly type?: string
  readonly access?: string
  readonly format?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, SettingsSchema>>
  readonly items?: SettingsSchema
}

export const manifest = readJson<Manifest>('manifest.json')
