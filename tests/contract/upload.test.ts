import glob from 'fast-glob'

import { readText, ROOT } from './repository'

/** What `vtex link` and `vtex publish` send to the builder (PLATFORM §1.3). */
const UPLOADED = ['manifest.json', 'policies.json', '.npmrc', 'node/.*', 'react/.*', '*/**']
const ALWAYS_IGNORED = [
  'README.md',
  'package.json',
  '.gitignore',
  '.DS_Store',
  '**/node_modules/**',
  '.git/**',
  'cypress/{videos,screenshots}/**',
]

/** One glob per line; neither comments nor negation exist. */
const vtexignore = readText('.vtexignore')
  .split('\n')
  .map((line) => line.trim())
  .filter(Boolean)

const files = glob.sync(UPLOADED, {
  cwd: ROOT,
  ignore: [...ALWAYS_IGNORED, ...vtexignore.map((line) => line.replace(/\/$/, '/**'))],
  stats: true,
})
const sizeOf = ({ stats }: glob.Entry) => stats?.size ?? 0

const OF_THE_APP = [/^manifest\.json$/, /^node\/.+\.(ts|json)$/, /^node\/yarn\.lock$/, /^docs\/.+\.(md|yaml)$/]

describe('what the builder receives', () => {
  it('is the app and its page, nothing of the workshop', () => {
    const strangers = files.map(({ path }) => path).filter((path) => !OF_THE_APP.some((kind) => kind.test(path)))
    expect(strangers).toEqual([])
  })

  it('is complete', () => {
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'node/index.ts',
        'node/service.json',
        'node/package.json',
        'node/tsconfig.json',
        'node/yarn.lock',
        'node/middlewares/orderPlacement/orderPlacement.ts',
      ]),
    )
  })

  it('holds no test, no sandbox and nothing that was built here', () => {
    const paths = files.map(({ path }) => path)
    expect(
      paths.filter((path) => /(^|\/)(tests?|sandbox|bench|scripts|coverage|\.local|dist)\/|\.test\./.test(path)),
    ).toEqual([])
  })

  it('holds no file without content: the builder would not get it', () => {
    expect(files.filter((file) => sizeOf(file) === 0).map(({ path }) => path)).toEqual([])
  })

  it('is small', () => {
    expect(files.reduce((sum, file) => sum + sizeOf(file), 0)).toBeLessThan(5_000_000)
  })
})

describe('.vtexignore', () => {
  it('uses nothing the builder would not understand', () => {
    expect(vtexignore.filter((line) => line.startsWith('#') || line.startsWith('!'))).toEqual([])
  })
})
