/** One named GraphQL operation. Its name is the step in timelines and in the shop's own logs. */
export interface Operation {
  readonly name: string
  /** A `write` without a clear answer may have happened. */
  readonly kind: 'read' | 'write'
  readonly document: string
}

export const read = (name: string, document: string): Operation => ({ name, kind: 'read', document })
export const write = (name: string, document: string): Operation => ({ name, kind: 'write', document })
