import { profileShares, type CpuProfile } from '../../../bench/probe/profileShares'

const APP = '/somewhere/service/src/app'
const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 })

/** The runtime calls the app, which calls Node and itself; the collector and idle time stand apart. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', ''), children: [2, 6, 7] },
    { id: 2, callFrame: frame('dispatch', 'file:///x/node_modules/koa-compose/index.js'), children: [3] },
    { id: 3, callFrame: frame('simulate', `${APP}/domain/simulate.js`), children: [4, 5] },
    { id: 4, callFrame: frame('createHash', 'node:crypto') },
    { id: 5, callFrame: frame('simulate', `${APP}/domain/simulate.js`) },
    { id: 6, callFrame: frame('(garbage collector)', '') },
    { id: 7, callFrame: frame('(idle)', '') },
  ],
  samples: [2, 3, 4, 5, 6, 7],
  timeDeltas: [100, 20, 30, 4, 50, 1_000],
}

describe('whose time a request takes', () => {
  const shares = profileShares(profile, APP)

  it('by the code that runs', () => {
    expect(shares.self).toEqual({ app: 24, runtime: 100, node: 30, garbage: 50, waiting: 1_000 })
    expect(shares.busy).toBe(204)
  })

  it('by who asked for it: what the app calls is the app’s', () => {
    expect(shares.belowApp).toBe(54)
  })

  it('counts a function that calls itself once', () => {
    expect(shares.appFunctions).toEqual([{ where: 'simulate app/domain/simulate.js:10', self: 24, total: 54 }])
  })
})
