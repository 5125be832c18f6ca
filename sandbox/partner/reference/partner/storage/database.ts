import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'
import initSqlJs from 'sql.js'
import type { Database as Sqlite, SqlJsStatic, SqlValue } from 'sql.js'
import { Problem } from '../problem'
import { SCHEMA } from './schema'

type Parameters = readonly (SqlValue | undefined)[]

/**
 * SQLite in memory (sql.js), written to disk as a whole after every commit. Good for a few megabytes.
 * Everything is synchronous: while a transaction runs, no other request does, so none can see half of it.
 */
export class Database {
  private changed = false
  private listener: () => void = () => undefined

  private constructor(
    private readonly engine: SqlJsStatic,
    private sqlite: Sqlite,
    private readonly file: string | undefined,
  ) {}

  /** @param folder where `partner.sqlite` is kept; without one nothing is */
  static async open(folder: string | undefined): Promise<Database> {
    const engine = await initSqlJs()
    const file = folder === undefined ? undefined : path.join(folder, 'partner.sqlite')
    if (folder !== undefined) mkdirSync(folder, { recursive: true })
    if (file !== undefined && existsSync(file)) {
      return new Database(engine, new engine.Database(readFileSync(file)), file)
    }
    const sqlite = new engine.Database()
    sqlite.exec(SCHEMA)
    return new Database(engine, sqlite, file)
  }

  /** @param listener called after every transaction that changed something, when it is safe on disk */
  afterCommit(listener: () => void) {
    this.listener = listener
  }

  all<Row>(sql: string, parameters: Parameters = []): Row[] {
    const statement = this.sqlite.prepare(sql)
    try {
      statement.bind(parameters.map((value) => value ?? null))
      const rows: Row[] = []
      while (statement.step()) rows.push(statement.getAsObject() as Row)
      return rows
    } finally {
      statement.free()
    }
  }

  first<Row>(sql: string, parameters: Parameters = []): Row | undefined {
    return this.all<Row>(sql, parameters)[0]
  }

  /** @returns how many rows it changed */
  run(sql: string, parameters: Parameters = []): number {
    this.sqlite.run(
      sql,
      parameters.map((value) => value ?? null),
    )
    const rows = this.sqlite.getRowsModified()
    this.changed ||= rows > 0
    return rows
  }

  /** The number SQLite gave the row inserted last. */
  lastId(): number {
    return this.first<{ id: number }>('SELECT last_insert_rowid() AS id')!.id
  }

  /**
   * All of `work` or nothing. When it returns, what it did survives a power cut.
   * @throws what `work` throws; Problem `unavailable` when the disk refuses, and then nothing was done
   */
  transaction<Result>(work: () => Result): Result {
    this.sqlite.exec('BEGIN')
    this.changed = false
    let result: Result
    try {
      result = work()
      this.sqlite.exec('COMMIT')
    } catch (error) {
      this.sqlite.exec('ROLLBACK')
      throw error
    }
    if (this.changed) {
      this.save()
      this.listener()
    }
    return result
  }

  close() {
    this.sqlite.close()
  }

  private save() {
    if (this.file === undefined) return
    try {
      writeAtomically(this.file, this.sqlite.export())
    } catch (error) {
      // Memory is ahead of the disk now: back to what the disk says.
      this.sqlite.close()
      this.sqlite = new this.engine.Database(existsSync(this.file) ? readFileSync(this.file) : undefined)
      throw new Problem(503, 'unavailable', `The data could not be saved: ${(error as Error).message}`)
    }
  }
}

/** Whoever reads the file, whenever the power goes, finds the old content or the new one. */
function writeAtomically(file: string, content: Uint8Array) {
  const draft = `${file}.tmp`
  const descriptor = openSync(draft, 'w')
  try {
    for (let written = 0; written < content.length;) written += writeSync(descriptor, content, written)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, file)
  const folder = openSync(path.dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
