import { fork } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** Functions another process offers: one argument that can be cloned, and an answer that can. */
type Commands = Readonly<Record<string, (argument: never) => unknown>>

interface Question {
  readonly id: number
  readonly command: string
  readonly argument: unknown
}

type Reply = { readonly id: number } & ({ readonly value: unknown } | { readonly problem: string })

export interface Remote<C extends Commands> {
  readonly pid: number
  call<K extends keyof C & string>(command: K, argument: Parameters<C[K]>[0]): Promise<Awaited<ReturnType<C[K]>>>
  stop(): Promise<void>
}

/** Starts a TypeScript file as a process that ends with this one. */
export function startRemote<C extends Commands>(file: string): Remote<C> {
  const child = fork(file, [], {
    execArgv: ['--import', pathToFileURL(require.resolve('tsx')).href],
    // Samples are sent as typed arrays.
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  let ended = false
  child.on('message', (reply: Reply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  child.once('exit', () => {
    ended = true
    for (const [id, settle] of waiting) settle({ id, problem: `${file} ended` })
    waiting.clear()
  })
  return {
    pid: child.pid!,
    call: (async (command: string, argument: unknown) => {
      if (ended) throw new Error(`${file} ended`)
      const id = ++last
      const reply = await new Promise<Reply>((resolve) => {
        waiting.set(id, resolve)
        child.send({ id, command, argument } satisfies Question)
      })
      if ('problem' in reply) throw new Error(reply.problem)
      return reply.value
    }) as Remote<C>['call'],
    async stop() {
      if (ended) return
      await new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'))
    },
  }
}

/** The other side: answers questions until the process that asks is gone. */
export function answerCalls(commands: Commands) {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ id, command, argument }: Question) => {
    try {
      process.send!({ id, value: await commands[command]!(argument as never) })
    } catch (error) {
      process.send!({ id, problem: (error as Error).stack ?? String(error) })
    }
  })
}
