import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inRoot } from './repository.mjs'

/** A lock folder without a readable owner for this long was left by a process that died between its two steps. */
const OWNERLESS_MS = 5_000

/** Runs `work` while no other command of this clone holds the same lock; a lock whose owner died is taken over. */
export async function withLock(name, work) {
  const folder = inRoot('.local', `${name}.lock`)
  mkdirSync(inRoot('.local'), { recursive: true })
  await acquire(folder, name)
  try {
    return await work()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function acquire(folder, name) {
  let told = false
  let ownerlessSince
  for (;;) {
    try {
      mkdirSync(folder)
      writeFileSync(join(folder, 'pid'), String(process.pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = ownerOf(folder)
    if (owner === undefined) ownerlessSince ??= Date.now()
    else ownerlessSince = undefined
    const abandoned = owner === undefined ? Date.now() - ownerlessSince > OWNERLESS_MS : !isAlive(owner)
    if (abandoned) {
      rmSync(folder, { recursive: true, force: true })
      ownerlessSince = undefined
      continue
    }
    if (!told) process.stderr.write(`Another command is busy (${name}, process ${owner ?? '?'}): waiting …\n`)
    told = true
    await pause(200)
  }
}

function ownerOf(folder) {
  try {
    return Number(readFileSync(join(folder, 'pid'), 'utf8')) || undefined
  } catch {
    return undefined
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
