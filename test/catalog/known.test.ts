import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import type { Catalog } from '../../src/catalog/catalog.js'
import { catalogWith, entryOfKey, isBuiltIn, isFault, isSameError, rememberCatalog } from '../../src/catalog/known.js'

const groups = { all: { range: [1, 9999], description: 'All.' } } as const

/** A catalogue with one error of interest. */
const withError = (name: string, code: string, status: number): Catalog => defineCatalog({
  groups,
  errors: { [name]: { code, status, description: 'Own.' }, other_4xx: { code: '1', status: 400, description: 'Bad.' }, other_5xx: { code: '2', status: 500, description: 'Failed.' } },
  fallback: { '4xx': 'other_4xx', '5xx': 'other_5xx' } as never
})

const kept: Catalog[] = []

test('entryOfKey knows the built-in errors by name, code and number', t => {
  for (const entry of defaultCatalog.entries) {
    t.equal(entryOfKey(entry.name), entry)
    if (!entry.shared) for (const key of [entry.code, Number(entry.code)]) t.equal(entryOfKey(key), entry)
  }
  for (const key of ['nothing', '', '9999', 9999, undefined, null, {}, Symbol('x')]) t.equal(entryOfKey(key), undefined)
  t.end()
})

test('entryOfKey knows the errors of each catalogue that was defined, which come before the built-in ones', t => {
  const own = withError('invalid_token', '701', 403)
  kept.push(own)
  t.equal(entryOfKey('701'), own.get('invalid_token'))
  t.equal(entryOfKey('invalid_token'), own.get('invalid_token'))
  t.equal(entryOfKey('1001')?.name, 'invalid_token', 'by a code that it does not have, the built-in one')
  t.end()
})

test('entryOfKey knows nothing of a key that catalogues resolve differently', t => {
  const one = withError('gone', '801', 410)
  kept.push(one, withError('gone', '801', 410))
  t.match(entryOfKey('gone'), { code: '801', status: 410 }, 'the same error twice is one error')
  kept.push(withError('gone', '801', 404))
  for (const key of ['gone', '801', 801]) t.equal(entryOfKey(key), undefined)
  kept.push(withError('missing', '802', 404), withError('lost', '802', 404))
  t.equal(entryOfKey('802'), undefined)
  t.equal(entryOfKey('missing')?.code, '802')
  kept.push(withError('lost', '803', 404))
  t.equal(entryOfKey('lost'), undefined)
  t.end()
})

test('a catalogue that nobody holds is forgotten', t => {
  const { WeakRef } = globalThis
  let collected = false
  globalThis.WeakRef = class extends WeakRef<WeakKey> {
    override deref (): WeakKey | undefined { return collected ? undefined : super.deref() }
  } as never
  t.teardown(() => { globalThis.WeakRef = WeakRef })
  rememberCatalog(withError('brief', '901', 400))
  t.equal(entryOfKey('brief')?.code, '901')
  collected = true
  t.equal(entryOfKey('brief'), undefined)
  kept.push(withError('next', '902', 400))
  collected = false
  t.equal(entryOfKey('brief'), undefined, 'and its reference is dropped when the next one is defined')
  t.equal(entryOfKey('next')?.code, '902')
  t.end()
})

test('isFault tells a 5xx by its key, also after another catalogue was defined', t => {
  for (const entry of defaultCatalog.entries) t.equal(isFault(entry.name), entry.status >= 500, entry.name)
  for (const key of ['no_such_key', undefined, {}]) t.equal(isFault(key), false)
  kept.push(withError('no_such_key', '7001', 503))
  t.equal(isFault('no_such_key'), true)
  t.equal(isFault(7001), true)
  for (let count = 0; count < 11_000; count++) isFault(`made up ${count}`)
  t.equal(isFault('made up 10999'), false)
  t.end()
})

test('isSameError compares names, codes and numbers', t => {
  for (const one of ['object_not_found', '2002', 2002]) {
    for (const other of ['object_not_found', '2002', 2002]) t.equal(isSameError(one, other), true, `${one} ${other}`)
    for (const other of ['unauthorized', '1000', 1000, 'nothing', undefined, null, {}, Symbol('x')]) {
      t.equal(isSameError(one, other), false)
      t.equal(isSameError(other, one), false)
    }
  }
  t.equal(isSameError('7777', 7777), true, 'also where no catalogue has it')
  t.equal(isSameError(7777, '7777'), true)
  t.equal(isSameError('7777', '7778'), false)
  t.equal(isSameError('nothing', 'nowhere'), false)
  t.end()
})

test('catalogWith finds another catalogue, the last one of several, and isBuiltIn knows the built-in one', async t => {
  const [first, last] = [withError('of_two', '8001', 409), withError('of_two', '8002', 409)]
  kept.push(first, last)
  t.equal(catalogWith('of_two', defaultCatalog), last)
  t.equal(catalogWith('of_two', last), first)
  t.equal(catalogWith('of_none', defaultCatalog), undefined)
  t.equal(isBuiltIn(defaultCatalog), true)
  t.equal(isBuiltIn(last), false)
})
