import { test } from 'tap'
import { CODE, NAME } from '../../src/catalog/patterns.js'

test('names are snake_case', async t => {
  for (const name of ['a', 'a1', 'not_found', 'http_2']) t.match(name, NAME)
  for (const name of ['', 'A', '1a', '_a', 'a_', 'a__b', 'a-b', 'a b', 'é']) t.notMatch(name, NAME)
})

test('codes are numbers that JavaScript keeps exactly', async t => {
  for (const code of ['1', '1000', '999999999999999']) t.match(code, CODE)
  for (const code of ['', '0', '01', '1.5', '-1', '1e3', '1000000000000000']) t.notMatch(code, CODE)
})
