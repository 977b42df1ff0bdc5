import { test } from 'tap'
import { componentsOf, dialectOf, isDocument, pointerOf } from '../../src/openapi/dialect.js'

test('isDocument knows documents of OpenAPI and Swagger 2.0 from everything else', t => {
  for (const document of [{ openapi: '3.0.3' }, { openapi: '3.2.0' }, { swagger: '2.0' }]) t.ok(isDocument(document))
  for (const other of [undefined, null, 'text', [], {}, { openapi: 3 }, { swagger: '1.2' }]) t.notOk(isDocument(other))
  t.end()
})

test('dialectOf tells the dialects of schemas', t => {
  for (const [document, dialect] of [[{ swagger: '2.0' }, '2.0'], [{ openapi: '3.0.3' }, '3.0'], [{ openapi: '3.1.0' }, '3.1'], [{ openapi: '3.2.0' }, '3.1']] as const) t.equal(dialectOf(document), dialect)
  t.end()
})

test('componentsOf is where pointers go, and is made where there is nothing', t => {
  for (const dialect of ['2.0', '3.0', '3.1'] as const) {
    for (const kind of ['schemas', 'responses'] as const) {
      const document: Record<string, unknown> = {}
      const components = componentsOf(document, dialect, kind)
      components['a'] = { here: true }
      const pointer = `${pointerOf(dialect, kind)}a`
      t.strictSame(pointer.split('/').slice(1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document), { here: true }, pointer)
      t.equal(componentsOf(document, dialect, kind), components)
    }
  }
  t.strictSame([pointerOf('2.0', 'schemas'), pointerOf('2.0', 'responses'), pointerOf('3.1', 'examples')], ['#/definitions/', '#/responses/', '#/components/examples/'])
  t.end()
})
