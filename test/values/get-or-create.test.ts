import { test } from 'tap'
import { getOrCreate } from '../../src/values/get-or-create.js'

test('getOrCreate makes what a map has nothing for, once', t => {
  const map = new Map<string, number[]>()
  const list = getOrCreate(map, 'a', () => [])
  list.push(1)
  t.equal(getOrCreate(map, 'a', () => { throw new Error('made again') }), list)
  t.same([...map], [['a', [1]]])
  t.end()
})
