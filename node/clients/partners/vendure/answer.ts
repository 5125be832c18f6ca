import { PartnerAnswerInvalid } from '../../../domain/errors'
import type { MinorUnits } from '../../../domain/money'

/** A part of a shop's answer, read field by field: what is not what it should be is refused with its path. */
export class Answer {
  constructor(
    private readonly value: unknown,
    readonly path: string,
  ) {}

  get isNull(): boolean {
    return this.value === null || this.value === undefined
  }

  get(key: string): Answer {
    if (!(this.value instanceof Object) || Array.isArray(this.value)) {
      throw this.wrong('an object')
    }
    return new Answer((this.value as Record<string, unknown>)[key], `${this.path}.${key}`)
  }

  list(): Answer[] {
    if (!Array.isArray(this.value)) {
      throw this.wrong('a list')
    }
    return this.value.map((item: unknown, index) => new Answer(item, `${this.path}[${index}]`))
  }

  text(): string {
    if (typeof this.value !== 'string') {
      throw this.wrong('a text')
    }
    return this.value
  }

  /** undefined for null and for an empty text. */
  optionalText(): string | undefined {
    return this.isNull ? undefined : this.text() || undefined
  }

  /** GraphQL ids are texts; some shops answer numbers. */
  id(): string {
    return Number.isSafeInteger(this.value) ? String(this.value) : this.text()
  }

  boolean(): boolean {
    if (typeof this.value !== 'boolean') {
      throw this.wrong('true or false')
    }
    return this.value
  }

  integer(): number {
    if (typeof this.value !== 'number' || !Number.isSafeInteger(this.value)) {
      throw this.wrong('an integer')
    }
    return this.value
  }

  optionalInteger(): number | undefined {
    return this.isNull ? undefined : this.integer()
  }

  /** An amount that cannot be negative. */
  amount(): MinorUnits {
    const value = this.integer()
    if (value < 0) {
      throw this.wrong('an amount of zero or more')
    }
    return value as MinorUnits
  }

  /** ISO 8601. */
  time(): string {
    const text = this.text()
    if (Number.isNaN(Date.parse(text))) {
      throw this.wrong('a time')
    }
    return new Date(text).toISOString()
  }

  private wrong(expected: string) {
    return new PartnerAnswerInvalid(`The partner's answer should have ${expected} at ${this.path}`, this.path)
  }
}
