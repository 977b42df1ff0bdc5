// What `import … from 'tap'` gives a test: tap by `require`. As ES modules, each of its 150 files would go through the
// loader hooks and have its source map read, which takes longer than most tests.
import { createRequire } from 'node:module'

const t = createRequire(import.meta.url)('tap')

export const { test } = t
export default t
