import { test } from 'tap'
import { createErrorMessages } from '../../src/client/messages.js'

type Two = { readonly gone: { readonly code: '4' }, readonly invalid: { readonly code: '6', readonly details: { readonly static: { readonly fields: string[] } } } }

const messageOf = createErrorMessages<Two>({
  gone: 'It is gone.',
  invalid: ({ fields }) => `Please check ${fields.join(' and ')}.`
}, error => error === null ? 'Something went wrong.' : `Something new went wrong: ${error.name}.`)

test('each error has its message', async t => {
  t.equal(messageOf({ known: true, name: 'gone', status: 410, body: { code: '4', error: 'gone' } }), 'It is gone.')
  t.equal(messageOf({ known: true, name: 'invalid', status: 400, body: { code: '6', error: 'invalid', fields: ['a', 'b'] } }), 'Please check a and b.')
})

test('an unknown error, and what is none, have the other message', async t => {
  t.equal(messageOf({ known: false, name: 'new', status: 400, body: { code: '7', error: 'new' } }), 'Something new went wrong: new.')
  t.equal(messageOf(null), 'Something went wrong.')
  t.equal(createErrorMessages<{}>({}, 'Sorry.')(null), 'Sorry.')
})

test('an error that came without a message has the other one', async t => {
  const messages = createErrorMessages<Two>({ gone: 'It is gone.' } as never, 'Sorry.')
  t.equal(messages({ known: true, name: 'invalid', status: 400, body: { code: '6', error: 'invalid', fields: [] } }), 'Sorry.')
})

test('messages may be of another kind than text', async t => {
  const icons = createErrorMessages<Two, number>({ gone: 1, invalid: body => body.fields.length }, 0)
  t.equal(icons({ known: true, name: 'invalid', status: 400, body: { code: '6', error: 'invalid', fields: ['a', 'b'] } }), 2)
})

test('some errors may have a message, and all others the one for any', async t => {
  const some = createErrorMessages<Two>({ gone: 'It is gone.' }, error => error?.known === true ? `Known: ${error.name}` : 'Sorry.', { partial: true })
  t.equal(some({ known: true, name: 'gone', status: 410, body: { code: '4', error: 'gone' } }), 'It is gone.')
  t.equal(some({ known: true, name: 'invalid', status: 400, body: { code: '6', error: 'invalid', fields: [] } }), 'Known: invalid')
  t.equal(some(null), 'Sorry.')
})
