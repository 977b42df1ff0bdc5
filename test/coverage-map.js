import { existsSync, readdirSync } from 'node:fs'

// What a test may cover: its twin. Code that some test far away happens to run is not tested by it. The plugin's own
// files work on one response together: for them the tests of each other and those of the wire count, too.
const FOLDERS = ['contract', 'raise', 'response', 'routes', 'server']
const filesIn = folder => existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.ts')).map(name => `${folder}/${name}`) : []
const plugin = ['src', ...FOLDERS.map(folder => `src/${folder}`)].flatMap(filesIn)

export default test => {
  if (/^test\/((wire|contract|raise|response|routes|server)\/)?[^/]+\.test\.ts$/.test(test)) return plugin
  const source = test.replace(/^test\//, 'src/').replace(/\.test\.ts$/, '.ts')
  return existsSync(source) ? [source] : null
}
