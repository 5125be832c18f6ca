import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { buildApp } from './buildApp.mjs'
import { lint, typecheck } from './checks.mjs'
import { inRoot } from './repository.mjs'
import { runChild } from './runChild.mjs'

/** Type check, lint, build, then jest with `args`; every stage runs, the first failure decides the exit code. */
export async function runTests(args) {
  const results = inRoot('.local', `jest-${process.pid}.json`)
  mkdirSync(inRoot('.local'), { recursive: true })
  const jest = [inRoot('node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${results}`, ...args]
  let app = ''
  const build = async () => {
    app = await buildApp()
    return 0
  }
  const stages = [
    ['type check', typecheck],
    ['lint', lint],
    ['build', build],
    // Jest prints its JSON on stdout besides the file: only stderr, the readable report, is shown.
    ['jest', () => runChild(jest, { CONNECTOR_BUILD: app }, () => undefined)],
  ]
  let exitCode = 0
  for (const [label, stage] of stages) {
    process.stdout.write(`\n== ${label}\n`)
    const code = await stage().catch((error) => {
      process.stderr.write(`${error.message}\n`)
      return 1
    })
    process.stdout.write(`== ${label}: ${code === 0 ? 'passed' : 'FAILED'}\n`)
    exitCode ||= code
  }
  process.stdout.write(`\n${summary(results)}\n`)
  return exitCode
}

function summary(file) {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(file, 'utf8'))
    // A suite that cannot be loaded has no tests to count, but it is a failure.
    return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`
  } catch {
    return '0 passed, 1 failed'
  } finally {
    rmSync(file, { force: true })
  }
}
