// Hypercore 11: append one block at a time (it does not sync), or replicate a whole log between two stores.
import { entries, timed } from './entries.mjs'
import Hypercore from 'hypercore'

const [work, file, count, folder] = process.argv.slice(2)
const blocks = entries(file, Number(count))
const source = new Hypercore(`${folder}/source`)
await source.ready()

if (work === 'append') {
  await timed(blocks.length, async () => { for (const block of blocks) await source.append(block) })
} else {
  for (let at = 0; at < blocks.length; at += 1024) await source.append(blocks.slice(at, at + 1024))
  const copy = new Hypercore(`${folder}/copy`, source.key)
  await copy.ready()
  await timed(blocks.length, async () => {
    const here = source.replicate(true), there = copy.replicate(false)
    here.on('error', () => {}); there.on('error', () => {})
    here.pipe(there).pipe(here)
    await copy.download({ start: 0, end: blocks.length }).done()
    here.destroy(); there.destroy()
  })
  if (!(await copy.get(blocks.length - 1)).equals(blocks.at(-1))) throw new Error('copied something else')
}
process.exit(0)
