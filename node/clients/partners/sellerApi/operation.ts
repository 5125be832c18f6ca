import type { Schemas } from './answerChecks'

/** One operation of docs/partner-api.yaml. */
export interface Operation<Name extends keyof Schemas> {
  /** `operationId` of the document: the name in timelines. */
  readonly id: string
  readonly method: 'get' | 'post'
  /** Name of the schema a 2xx answer must be in. */
  readonly answer: Name
  /** A write may have happened although its answer is lost; a read may be repeated. */
  readonly kind: 'read' | 'write'
}
