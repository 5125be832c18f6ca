import { inRoot } from './repository.mjs'
import { runChild } from './runChild.mjs'

const APP_COMPILER = inRoot('node', 'node_modules', 'typescript', 'bin', 'tsc')

const firstFailure = async (steps) => {
  for (const args of steps) {
    const code = await runChild(args)
    if (code !== 0) return code
  }
  return 0
}

export const typecheck = () =>
  firstFailure([
    [APP_COMPILER, '-p', inRoot('node'), '--noEmit'],
    [inRoot('node_modules', 'typescript', 'bin', 'tsc'), '-p', inRoot()],
  ])

export const lint = () =>
  firstFailure([
    [inRoot('node_modules', 'eslint', 'bin', 'eslint.js'), '.'],
    [inRoot('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ])
