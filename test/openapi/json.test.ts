import { test } from 'tap'
import { isJson, objectsIn, walk } from '../../src/openapi/json.js'

test('isJson tells objects from all else', t => {
  t.ok(isJson({}))
  for (const other of [null, undefined, [], 'text', 1]) t.notOk(isJson(other))
  t.end()
})

test('objectsIn lists the members that are objects', t => {
  t.same(objectsIn({ a: {}, b: [], c: 1, d: { e: 1 } }), [['a', {}], ['d', { e: 1 }]])
  t.same(objectsIn('text'), [])
  t.end()
})

test('walk comes by every object, also in lists', t => {
  const seen: unknown[] = []
  walk({ id: 1, list: [{ id: 2 }, [{ id: 3 }]], none: null }, node => { seen.push(node['id']) })
  t.same(seen, [1, 2, 3])
  t.end()
})
