// The same bytes for every peer: entries with two bytes of length before each.
import { readFileSync } from 'node:fs'

export function entries (file, count) {
  const data = readFileSync(file)
  const found = []
  for (let at = 0; found.length < count && at < data.length;) {
    const length = data.readUInt16BE(at)
    found.push(data.subarray(at + 2, at + 2 + length))
    at += 2 + length
  }
  return found
}

export async function timed (count, work) {
  const start = process.hrtime.bigint()
  await work()
  console.log(JSON.stringify({ rate: count / (Number(process.hrtime.bigint() - start) / 1e9) }))
}
