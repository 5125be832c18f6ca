import { SettingsError } from '../errors'

/** Reads flat scalars as an Admin form stores them: text may stand for numbers and flags, blanks mean absent. */
export class SettingsReader {
  constructor(
    private readonly values: Record<string, unknown>,
    private readonly path: string,
  ) {}

  raw(field: string): unknown {
    return this.values[field]
  }

  optionalText(field: string): string | undefined {
    const value = this.values[field]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string' && typeof value !== 'number') throw this.wrong(field, 'must be text')
    const text = String(value).trim()
    return text === '' ? undefined : text
  }

  text(field: string): string {
    const value = this.optionalText(field)
    if (value === undefined) throw this.wrong(field, 'is required')
    return value
  }

  matching(field: string, pattern: RegExp, explanation: string): string {
    const value = this.text(field)
    if (!pattern.test(value)) throw this.wrong(field, explanation)
    return value
  }

  oneOf<T extends string>(field: string, choices: readonly T[], otherwise?: T): T {
    const value = this.optionalText(field) ?? otherwise
    const choice = choices.find((candidate) => candidate === value)
    if (choice === undefined) throw this.wrong(field, `must be one of ${choices.join(', ')}`)
    return choice
  }

  flag(field: string, otherwise: boolean): boolean {
    const value = this.values[field]
    if (typeof value === 'boolean') return value
    const text = this.optionalText(field)?.toLowerCase()
    if (text === undefined) return otherwise
    if (text === 'true') return true
    if (text === 'false') return false
    throw this.wrong(field, 'must be true or false')
  }

  number(field: string, otherwise: number, range: { least: number; most: number }): number {
    const text = this.optionalText(field)
    if (text === undefined) return otherwise
    const value = Number(text)
    if (!Number.isFinite(value) || value < range.least || value > range.most) {
      throw this.wrong(field, `must be a number from ${range.least} to ${range.most}`)
    }
    return value
  }

  wholeNumber(field: string, otherwise: number): number {
    const value = this.number(field, otherwise, { least: 0, most: 1_000_000 })
    if (!Number.isInteger(value)) throw this.wrong(field, 'must be a whole number')
    return value
  }

  /** Comma-separated text, or a list of scalars. Without `otherwise` at least one entry is required. */
  list(field: string, otherwise?: readonly string[]): readonly string[] {
    const value = this.values[field]
    const parts = Array.isArray(value) ? value.map(String) : (this.optionalText(field)?.split(',') ?? [])
    const entries = parts.map((part) => part.trim()).filter((part) => part !== '')
    if (entries.length > 0) return entries
    if (otherwise === undefined) throw this.wrong(field, 'is required')
    return otherwise
  }

  private wrong(field: string, message: string) {
    return new SettingsError(this.path ? `${this.path}.${field}` : field, message)
  }
}
