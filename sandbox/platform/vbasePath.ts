import { join } from 'node:path'

const FILE_SUFFIX = '.doc'

/** The file of a document in a bucket's folder. */
export const fileOf = (folder: string, path: string) => `${join(folder, ...path.split('/').map(encode))}${FILE_SUFFIX}`

/** The document a file holds. */
export const pathOf = (folder: string, file: string) =>
  file
    .slice(folder.length + 1, -FILE_SUFFIX.length)
    .split('/')
    .map(decode)
    .join('/')

/** Safe as a file name everywhere; a dot is encoded, so that no folder can be mistaken for a document. */
export const encode = (segment: string) =>
  segment.replace(/[^A-Za-z0-9_-]/g, (character) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
  )

export const decode = (name: string) => decodeURIComponent(name)
