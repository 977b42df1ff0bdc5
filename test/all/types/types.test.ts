import { join } from 'node:path'
import t from 'tap'
import { ROOT, testCompiler } from '../../types/compiler.js'

t.setTimeout(600_000) // a compiler takes seconds, and there are six programs

testCompiler('TypeScript 5.9', join(ROOT, 'test', 'all', 'node_modules', 'typescript', 'bin', 'tsc'))
testCompiler('TypeScript 6.0', join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc6'))
