import { test } from 'tap'
import { matches, traitsOf } from '../../src/classify/signature.js'
import type { Signature } from '../../src/classify/signature.js'
import { hostileValues, revoked, thrower } from '../fixtures/hostile.js'

class Base extends Error {}
class Special extends Base {}

const fits = (error: unknown, signature: Signature): boolean => matches(traitsOf(error), signature)
const special = Object.assign(new Special('what happened'), { code: 'E_SPECIAL', kind: 'rare', empty: undefined })

test('a signature fits an error of which all is so that it says', t => {
  const fitting: Signature[] = [
    {}, { name: ['Special'] }, { name: ['Base'] }, { name: /^Spec/ }, { base: 'Base' }, { code: ['E_SPECIAL'] }, { code: /^E_/ }, { members: ['kind', 'empty'] }, { without: ['other', 'empty'] },
    { holds: { kind: /^rare$/ } }, { holds: { kind: value => value === 'rare' } }, { message: /^what/ },
    { name: ['Special'], base: 'Base', code: ['E_SPECIAL'], members: ['kind'], without: ['other'], holds: { kind: /rare/ }, message: /happened$/ }
  ]
  for (const signature of fitting) t.ok(fits(special, signature), JSON.stringify(signature))
  t.end()
})

test('one thing that is not so is enough', t => {
  const other: Signature[] = [
    { name: ['Other'] }, { name: /^Other/ }, { base: 'Other' }, { code: ['E_OTHER'] }, { code: /^F_/ }, { members: ['kind', 'other'] }, { without: ['kind'] },
    { holds: { kind: /^common$/ } }, { holds: { kind: () => false } }, { holds: { other: /./ } }, { message: /^happened/ }, { name: ['Special'], code: ['E_OTHER'] }
  ]
  for (const signature of other) t.notOk(fits(special, signature), JSON.stringify(signature))
  t.end()
})

test('a name may be that of the error or of a class; a code may be a number', t => {
  t.ok(fits({ name: 'Special' }, { name: ['Special'] }))
  t.ok(fits(Object.assign(new Special(), { name: 'other' }), { name: ['Special'] }))
  t.ok(fits({ code: 14 }, { code: [14] }))
  t.notOk(fits({ code: '14' }, { code: [14] }))
  t.notOk(fits({ code: 14 }, { code: /14/ }))
  t.end()
})

test('what is long is looked at within bounds, and in little time', t => {
  const long = 'x'.repeat(5_000_000)
  t.notOk(fits({ code: `E_${long}` }, { code: /^E_/ }))
  t.notOk(fits({ name: `Special${long}` }, { name: /^Special/ }))
  t.ok(fits({ message: `insert into ${long} - it ended` }, { message: / - it ended$/ }))
  t.notOk(fits({ message: `${long}needle${long}` }, { message: /needle/ }))
  let chain: object = Error.prototype
  for (let depth = 0; depth < 10_000; depth++) chain = Object.create(chain) as object
  const started = process.hrtime.bigint()
  for (let round = 0; round < 1000; round++) fits(chain, { name: ['Special'] })
  t.ok(process.hrtime.bigint() - started < 500_000_000n)
  t.end()
})

test('nothing that refuses to be looked at fits, or throws', t => {
  for (const signature of [{ name: ['Special'] }, { base: 'Base' }, { code: /^E_/ }, { members: ['kind'] }, { holds: { kind: /./ } }, { message: /./, members: ['kind'] }]) {
    for (const [what, value] of hostileValues) t.notOk(fits(value, signature), what)
  }
  for (const value of [revoked(), thrower()]) t.ok(fits(value, { without: ['kind'] }))
  t.end()
})
