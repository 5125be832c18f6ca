import { crc32, deflateSync } from 'node:zlib'

const SIDE = 480

/**
 * A PNG drawn for one SKU: a disc of its colour on a pale ground, with stripes that differ from SKU to SKU.
 * @param color `#rrggbb`
 */
export function drawPicture(sku: string, color: string): Buffer {
  const ink = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
  const seed = crc32(Buffer.from(sku))
  const stripe = 12 + (seed % 29)
  const slant = 1 + ((seed >>> 8) % 3)
  const rows: Buffer[] = []
  for (let y = 0; y < SIDE; y++) {
    // Every row starts with its filter type, 0 = none.
    const row = Buffer.alloc(1 + SIDE * 3)
    for (let x = 0; x < SIDE; x++) {
      const inside = (x - SIDE / 2) ** 2 + (y - SIDE / 2) ** 2 < (SIDE * 0.4) ** 2
      const lit = Math.floor((x * slant + y) / stripe) % 2 === 0
      for (let channel = 0; channel < 3; channel++) {
        row[1 + x * 3 + channel] = inside ? (lit ? ink[channel] : Math.round(ink[channel] * 0.8)) : 246
      }
    }
    rows.push(row)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIDE, 0)
  header.writeUInt32BE(SIDE, 4)
  // 8 bits a channel, RGB.
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
