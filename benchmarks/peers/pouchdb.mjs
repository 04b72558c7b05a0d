// PouchDB 9 on LevelDB: replicate a database of documents into an empty one.
import { entries, timed } from './entries.mjs'
import PouchDB from 'pouchdb'

const [, file, count, folder] = process.argv.slice(2)
const docs = entries(file, Number(count)).map((data, at) => ({ _id: String(at).padStart(9, '0'), act: JSON.parse(data) }))
const source = new PouchDB(`${folder}/source`), copy = new PouchDB(`${folder}/copy`)
for (let at = 0; at < docs.length; at += 1000) await source.bulkDocs(docs.slice(at, at + 1000))
await timed(docs.length, () => PouchDB.replicate(source, copy, { batch_size: 1000 }))
if ((await copy.info()).doc_count !== docs.length) throw new Error('copied something else')
process.exit(0)
