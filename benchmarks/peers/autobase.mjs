// Autobase 7: a reader takes a writer's log and folds it into its own view.
import { entries, timed } from './entries.mjs'
import Autobase from 'autobase'
import Corestore from 'corestore'

const [, file, count, folder] = process.argv.slice(2)
const blocks = entries(file, Number(count))
const handlers = {
  valueEncoding: 'binary',
  open: (store) => store.get('view', { valueEncoding: 'binary' }),
  apply: async (nodes, view) => { for (const node of nodes) await view.append(node.value) }
}
const stores = [new Corestore(`${folder}/source`), new Corestore(`${folder}/copy`)]
const writer = new Autobase(stores[0], null, handlers)
await writer.ready()
for (const block of blocks) await writer.append(block)
await writer.update()
const reader = new Autobase(stores[1], writer.key, handlers)
await reader.ready()
await timed(blocks.length, async () => {
  const here = stores[0].replicate(true), there = stores[1].replicate(false)
  here.on('error', () => {}); there.on('error', () => {})
  here.pipe(there).pipe(here)
  while (reader.view.length < blocks.length) {
    await reader.update()
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
})
process.exit(0)
