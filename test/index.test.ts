import { test } from 'tap'
import * as main from '../src/index.js'

test('the package exports what the README names, and nothing else', t => {
  t.same(Object.keys(main).sort(), ['ApiError', 'Catalog', 'apiError', 'apiErrorReference', 'default', 'defaultCatalog', 'defineCatalog', 'isApiError', 'module.exports', 'serverOptions'])
  t.equal(main.default, main.apiError)
  t.equal(main['module.exports'], main.apiError)
  t.end()
})
