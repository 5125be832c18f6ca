import glob from 'fast-glob'
import { existsSync } from 'fs'
import path from 'path'

import { inRoot, readText, ROOT } from './repository'

const documents = glob.sync('**/*.md', { cwd: ROOT, ignore: ['**/node_modules/**', '**/.local/**', 'coverage/**'] })

/** Files a document leads to, as it names them, with the heading they are opened at. */
const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)#\s]*)(#[^)\s]*)?\)/g)]
    .map(([, target = '', anchor = '']) => ({ target, anchor: anchor.slice(1) }))
    .filter(({ target }) => !/^[a-z]+:/.test(target))

/** Anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )

const leadsSomewhere = (file: string, anchor: string) =>
  existsSync(inRoot(file)) && (!anchor || !file.endsWith('.md') || anchorsOf(readText(file)).includes(anchor))

describe('a link in a document', () => {
  it.each(documents)('of %s leads somewhere', (document) => {
    const lost = linksOf(readText(document)).filter(
      ({ target, anchor }) => !leadsSomewhere(target ? path.join(path.dirname(document), target) : document, anchor),
    )
    expect(lost).toEqual([])
  })
})

/** Paths of the repository that a document names without a link. */
const pathsOf = (text: string): string[] =>
  [...text.matchAll(/`((?:\.ci|bench|docs|node|sandbox|scripts|tests)\/[\w./-]+)`/g)].map(([, named]) => named!)

describe('a path in a document', () => {
  it.each(documents)('of %s exists', (document) => {
    const lost = pathsOf(readText(document)).filter((named) => !existsSync(inRoot(named)))
    expect(lost).toEqual([])
  })
})
