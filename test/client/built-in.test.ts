import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { documentOf } from '../../src/reference/catalog-document.js'
import { kindsOf, membersOf } from '../../src/reference/schema-type.js'
import { builtIn } from '../../src/client/built-in.js'

test('the table of the client is the built-in catalogue', async t => {
  const table = documentOf(defaultCatalog).errors.map(({ name, code, details }) => [name, details === undefined
    ? code
    : { code, details: Object.fromEntries(membersOf(details).map(({ name, schema, optional }) => [name, kindsOf(schema, optional)])) }])
  t.same(Object.entries(builtIn), table)
})
