import { test } from 'tap'
import { identify, isWireError } from '../../src/client/identify.js'

const table = {
  gone: '4',
  worded: { code: '5', error: 'It did not work.' },
  detailed: { code: '6', details: { list: 'Array', note: 'String|Undefined', parent: 'Object|Null', any: '' } }
}

test('an error has a code that is a number in a string, and a text', async t => {
  for (const code of ['1000', '1']) t.equal(isWireError({ code, error: 'unauthorized' }), true)
  for (const value of [{}, 'x', 5, { code: '1000' }, { code: 1000, error: 'x' }, { code: 'FST_ERR', error: 'Bad Request' }, { code: '', error: 'x' }, { code: '0', error: 'x' }, { code: '1', error: 2 }]) {
    t.equal(isWireError(value), false, JSON.stringify(value))
  }
})

test('an error is the one whose code and text it has', async t => {
  t.equal(identify(table, { code: '4', error: 'gone' }), 'gone')
  t.equal(identify(table, { code: '5', error: 'It did not work.' }), 'worded')
  t.equal(identify(table, { code: '5', error: 'worded' }), undefined)
  t.equal(identify(table, { code: '4', error: 'worded' }), undefined)
  t.equal(identify(table, { code: '4', error: 'constructor' }), undefined)
})

test('an error has the details that it should have, each of its kind', async t => {
  const fits = { code: '6', error: 'detailed', list: [], note: 'x', parent: {}, any: 1 }
  t.equal(identify(table, fits), 'detailed')
  t.equal(identify(table, { ...fits, note: undefined, parent: null, any: undefined }), 'detailed')
  for (const wrong of [{ list: undefined }, { list: {} }, { list: 'x' }, { note: 1 }, { note: null }, { parent: undefined }, { parent: [] }]) {
    t.equal(identify(table, { ...fits, ...wrong }), undefined, JSON.stringify(wrong))
  }
})

test('what refuses to be looked at is no error', async t => {
  const thrower = (): never => { throw new Error('no') }
  for (const value of [null, undefined, {}, new Proxy({}, { get: thrower }), { code: '6', error: 'detailed', get list () { return thrower() } }]) t.equal(identify(table, value), undefined)
})
