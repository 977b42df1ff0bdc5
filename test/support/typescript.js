// Node runs the TypeScript of this repository through these hooks, each file compiled once. What tap brings for that
// compiles every file again in every process, which was most of the time of the suite. `.taprc` puts this in its place.
import * as nodeModule from 'node:module'
import { loadHere, resolveHere } from './typescript-hooks.js'

// A test that starts node with `process.execArgv` may do so from another folder.
const relative = process.execArgv.indexOf('--import=./test/support/typescript.js')
if (relative !== -1) process.execArgv[relative] = `--import=${import.meta.url}`

// The same choice as tap's own hooks make: in older versions, the hooks that run in the same thread have faults.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const hooksRunHere = major > 25 || (major === 25 && minor >= 1) || (major === 24 && minor >= 13)

if (hooksRunHere) nodeModule.registerHooks({ resolve: resolveHere, load: loadHere })
else nodeModule.register('./typescript-hooks.js', import.meta.url)
