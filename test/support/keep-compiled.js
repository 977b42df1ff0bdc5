// `npm test` has the compiler write the JavaScript of the whole repository at once, by the tsconfig.json beside this file.
// This puts it where the hooks look: they would compile the same, but file by file, in each process that meets a new one.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { keep } from './compiled.js'

const ROOT = join(import.meta.dirname, '..', '..')
const EMITTED = join(ROOT, '.tap', 'emitted')
const MAP = /(?<=\/\/# sourceMappingURL=data:application\/json;base64,)\S+/

for (const path of readdirSync(EMITTED, { recursive: true }).filter(name => /\.c?js$/.test(name))) {
  const fileName = join(ROOT, path.replace(/js$/, 'ts'))
  const javaScript = readFileSync(join(EMITTED, path), 'utf8').replace(MAP, map => withSource(map, basename(fileName)))
  keep(fileName, readFileSync(fileName, 'utf8'), javaScript)
}
rmSync(EMITTED, { recursive: true })

/** Node believes to run the TypeScript itself: the source is in the same folder. */
function withSource (base64, source) {
  const map = JSON.parse(Buffer.from(base64, 'base64').toString())
  return Buffer.from(JSON.stringify({ ...map, sources: [source] })).toString('base64')
}
