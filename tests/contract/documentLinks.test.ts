import glob from 'fast-glob'
import { existsSync } from 'fs'
import path from 'path'

import { inRoot, readText, ROOT } from './repository'

const documents = glob.sync('**/*.md', { cwd: ROOT, ignore: ['**/node_modules/**', '**/.local/**', 'coverage/**'] })

/** Files a document leads to, as it names them. */
const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))

describe('a link in a document', () => {
  it.each(documents)('of %s leads somewhere', (document) => {
    const lost = linksOf(readText(document)).filter((target) => !existsSync(inRoot(path.dirname(document), target)))
    expect(lost).toEqual([])
  })
})
