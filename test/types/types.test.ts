import { join } from 'node:path'
import t from 'tap'
import { ROOT, testCompiler } from './compiler.js'

// The compiler that builds the package. The older ones: test/all/types/types.test.ts.

t.setTimeout(600_000)

testCompiler('TypeScript 7.0', join(ROOT, 'node_modules', '@typescript', 'native', 'bin', 'tsc'), ['--singleThreaded']) // its threads would share the processors with other tests, and take twice the time of one
