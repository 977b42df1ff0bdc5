import { test } from 'tap'
import { FAMILIES } from '../../src/classify/families.js'

test('mistakes come first in the table, and no row is empty', t => {
  const roles = FAMILIES.map(({ role }) => role)
  t.equal(roles.lastIndexOf('misuse') + 1, roles.filter(role => role === 'misuse').length)
  for (const { of, signatures } of FAMILIES) t.ok(signatures.length > 0 && signatures.every(signature => Object.keys(signature).length > 0), of)
  t.end()
})

test('a package has one row for each of its roles', t => {
  const rows = FAMILIES.map(({ of, role }) => `${role}: ${of}`)
  t.same([...new Set(rows)], rows)
  t.end()
})
