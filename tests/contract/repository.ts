import { existsSync, readFileSync } from 'fs'
import path from 'path'

export const ROOT = path.join(__dirname, '..', '..')
export const inRoot = (...parts: string[]) => path.join(ROOT, ...parts)
export const readText = (...parts: string[]) => readFileSync(inRoot(...parts), 'utf8')
export const readJson = <T>(...parts: string[]) => JSON.parse(readText(...parts)) as T

const SHARED = path.join(ROOT, '..', 'shared', 'openapi')

/** VTEX's own documents lie beside a full checkout, not inside it: where they are missing, what needs them is skipped. */
export const vtexDocuments = {
  present: existsSync(SHARED),
  read: <T>(name: string) => JSON.parse(readFileSync(path.join(SHARED, name), 'utf8')) as T,
}

/** A block of tests that needs VTEX's documents; its name says so when it is skipped. */
export const describeWithVtexDocuments = (name: string, tests: () => void) =>
  vtexDocuments.present
    ? describe(name, tests)
    : describe.skip(`${name} [skipped: VTEX's documents are not beside this checkout]`, tests)
