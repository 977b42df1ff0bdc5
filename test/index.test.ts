import { test } from 'tap'
import * as main from '../src/index.js'

test('the package exports what the README names, and nothing else', t => {
  t.same(Object.keys(main).sort(), ['ApiError', 'Catalog', 'apiErrorReference', 'classifyError', 'default', 'defaultCatalog', 'defineCatalog', 'fastifyApiError', 'isApiError', 'isMissingRow', 'isTransient', 'isUniqueViolation', 'module.exports', 'serverOptions'])
  t.equal(main.default, main.fastifyApiError)
  t.equal(main['module.exports'], main.fastifyApiError)
  t.end()
})
