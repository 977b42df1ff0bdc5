import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Which tests have to see a change of a file: its twin first, then those of its folder. The plugin's own rooms work on
// one response together: for them the tests of each other and those of the wire count, too.

const PLUGIN = ['contract', 'raise', 'response', 'routes', 'server']
const WIRE = ['handlers', 'thrown', 'payloads', 'http2', 'writers', 'sources', 'leftovers', 'untouched', 'listeners'].map(name => `test/wire/${name}.test.ts`)

/** Tests of a source file in the order in which they are to be asked. */
export function testsOf (root, file) {
  const folder = dirname(file).replace(/^src/, 'test')
  const twin = file.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts')
  const room = folder === 'test' || PLUGIN.includes(folder.slice(5))
  const others = room ? [...PLUGIN.flatMap(name => inFolder(root, `test/${name}`)), 'test/plugin.test.ts', 'test/index.test.ts', ...WIRE] : inFolder(root, folder)
  return [...new Set([twin, ...inFolder(root, folder), ...others])].filter(test => existsSync(join(root, test)))
}

const inFolder = (root, folder) => existsSync(join(root, folder)) ? readdirSync(join(root, folder)).filter(name => name.endsWith('.test.ts')).map(name => `${folder}/${name}`) : []

/** The sources: `src/plugin.ts`, `src/values/read.ts` … */
export function sourcesOf (root, folder = 'src') {
  return readdirSync(join(root, folder)).flatMap(name => {
    const path = `${folder}/${name}`
    if (statSync(join(root, path)).isDirectory()) return sourcesOf(root, path)
    return name.endsWith('.ts') ? [path] : []
  })
}
