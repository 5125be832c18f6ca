import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

import type { ReadyLine } from '../../sandbox/serve/serve'
import { FIXTURE_APP, newDataDir, removeDataDir } from './fixtureWorld'
import { send } from './send'

const ROOT = join(__dirname, '..', '..')

interface Running {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  readonly ready: ReadyLine
  readonly told: () => string
}

function spawnServe(args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/serve/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, CONNECTOR_BUILD: FIXTURE_APP },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk))
  return { child, told: () => told }
}

async function startServe(args: readonly string[]): Promise<Running> {
  const { child, told } = spawnServe(args)
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (text.includes('\n')) resolve(text)
    })
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${told()}`)))
  })
  return { process: child, ready: JSON.parse(line) as ReadyLine, told }
}

/** A dead process that nobody has collected yet still has a pid; Linux tells it by its state. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'))
}

const allDead = async (pids: readonly number[]) => {
  while (pids.some(isAlive)) await new Promise((resolve) => setImmediate(resolve))
}

describe('serve', () => {
  const dataDir = newDataDir()
  const settings = join(dataDir, 'settings.json')
  const started: Running[] = []
  writeFileSync(settings, JSON.stringify({ sellers: [{ sellerId: 'acme' }, { sellerId: 'refused' }] }))
  const args = ['--tenant', `shop/master=${settings}`, '--port', '0', '--data', dataDir, '--vtex', 'http://127.0.0.1:9']

  const start = async (more: readonly string[] = []) => {
    const running = await startServe([...args, ...more])
    started.push(running)
    return running
  }
  afterAll(() => {
    for (const { process: child } of started) child.kill('SIGKILL')
    removeDataDir(dataDir)
  })

  it('prints where everything is, keeps endpoints and token over kill -9, and leaves no process behind', async () => {
    const first = await start(['--workers', '2'])
    const { ready } = first
    expect(ready).toMatchObject({
      ready: true,
      pids: { main: first.process.pid, workers: [expect.any(Number), expect.any(Number)] },
    })
    const [tenant] = ready.tenants
    expect(tenant).toMatchObject({ account: 'shop', workspace: 'master' })
    expect(tenant!.sellers[0]).toEqual({
      sellerId: 'acme',
      fulfillmentEndpoint: expect.stringMatching(`^${tenant!.edge}/_v/external-seller/v1/acme/key\\d+/api$`),
      webhookUrl: `${tenant!.edge}/_v/external-seller/v1/webhooks/acme`,
    })
    expect(tenant!.sellers[1]!.fulfillmentEndpoint).toBeNull()
    expect(first.told()).toContain('Seller refused of shop/master could not be registered: answered 422')
    expect((await send(`${ready.control}/log`)).json<{ lines: unknown[] }>().lines.length).toBeGreaterThan(0)
    expect(statSync(join(dataDir, 'serve.json')).mode & 0o777).toBe(0o600)

    first.process.kill('SIGKILL')
    await once(first.process, 'exit')
    await allDead(ready.pids.workers)

    const second = await start()
    const pathOf = (line: ReadyLine) => new URL(line.tenants[0]!.sellers[0]!.fulfillmentEndpoint!).pathname
    expect(pathOf(second.ready)).toBe(pathOf(ready))
    expect(second.ready.operatorToken).toBe(ready.operatorToken)

    second.process.kill('SIGTERM')
    expect(await once(second.process, 'exit')).toEqual([0, null])
    expect(second.ready.pids.workers.some(isAlive)).toBe(false)
    expect(readFileSync(join(dataDir, 'logs', 'platform.log'), 'utf8')).not.toContain('key')
  })

  it('does not share a folder with another one', async () => {
    const running = await start()
    const { child, told } = spawnServe(args)
    expect(await once(child, 'exit')).toEqual([2, null])
    expect(told()).toContain(`--data ${dataDir}: is in use by process ${running.ready.pids.main}`)
    running.process.kill('SIGINT')
    expect(await once(running.process, 'exit')).toEqual([0, null])
  })

  it.each([
    [['--port', 'many'], '--port many'],
    [['--vtex', 'https://vtex'], '--vtex https://vtex'],
    [['--workers', '0'], '--workers 0'],
    [['--tick', '-1'], '--tick -1'],
    [['--events', 'never'], '--events never'],
    [['--vbase', 'odd'], '--vbase odd'],
    [['--tenant', `shop/master=${settings}`], '--tenant shop/master is given twice'],
    [['--tenant', 'shop'], '--tenant shop'],
    [['--tenant', 'other=missing.json'], 'missing.json cannot be used'],
    [['--colour', 'red'], '--colour'],
  ])('refuses %j and names the option', async (more, message) => {
    const { child, told } = spawnServe([...args, ...more])
    expect(await once(child, 'exit')).toEqual([2, null])
    expect(told()).toContain(message)
  })
})
