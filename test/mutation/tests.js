import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Which tests have to see a change of a file: its twin first, then those of its folder. The plugin's own rooms work on
// one response together: for them the tests of each other and those of the wire count, too.

const PLUGIN = ['contract', 'raise', 'response', 'routes', 'server']
const WIRE = ['handlers', 'thrown', 'payloads', 'http2', 'writers', 'sources', 'leftovers', 'untouched', 'listeners'].map(name => `test/wire/${name}.test`)

/** Tests of a source file in the order in which they are to be asked, without their extension. The README's blocks run what is built, which has no mutants. */
export function testsOf (root, file) {
  const folder = dirname(file).replace(/^src/, 'test')
  const twin = file.replace(/^src/, 'test').replace(/\.ts$/, '.test')
  const room = folder === 'test' || PLUGIN.includes(folder.slice(5))
  const others = room ? [...PLUGIN.flatMap(name => inFolder(root, `test/${name}`)), 'test/plugin.test', 'test/index.test', ...WIRE] : inFolder(root, folder)
  return [...new Set([twin, ...inFolder(root, folder), ...others])].filter(test => existsSync(join(root, `${test}.ts`)))
}

const inFolder = (root, folder) => existsSync(join(root, folder)) ? readdirSync(join(root, folder)).filter(name => name.endsWith('.test.ts') && name !== 'readme.test.ts').map(name => `${folder}/${name.slice(0, -3)}`) : []
