import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { answersOf, answerWithTail, bodyOf, createAnswer, JSON_TYPE, withTail } from '../../src/catalog/answer.js'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'

const catalog = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Billing.' } },
  errors: {
    card_declined: { code: '5001', status: 402, description: 'The card was declined.', error: 'Votre carte a été refusée €', details: Type.Object({ retry_after: Type.Integer(), note: Type.Optional(Type.String()) }) }
  }
}, { extend: defaultCatalog })

const declined = catalog.get('card_declined')
const plain = catalog.get('unauthorized')
if (declined === undefined || plain === undefined) throw new Error('no entry')

test('JSON_TYPE is the content type of the specification', t => {
  t.equal(JSON_TYPE, 'application/json; charset=utf-8')
  t.end()
})

test('createAnswer counts the length in bytes', t => {
  t.same(createAnswer(plain, 401, '"é€"'), { entry: plain, status: 401, body: '"é€"', length: '7', headers: { 'content-type': JSON_TYPE, 'content-length': '7' } })
  t.end()
})

test('bodyOf has code and error, in this order, and nothing else', t => {
  t.equal(bodyOf(plain), '{"code":"1000","error":"unauthorized"}')
  t.equal(bodyOf(plain, { secret: 1 }), '{"code":"1000","error":"unauthorized"}')
  t.end()
})

test('bodyOf has the declared details after the two, in the order of the schema', t => {
  t.equal(bodyOf(declined, { note: 'n', code: '1', error: 'x', secret: 1, retry_after: 5 }), '{"code":"5001","error":"Votre carte a été refusée €","retry_after":5,"note":"n"}')
  t.equal(bodyOf(declined, { retry_after: 5 }), '{"code":"5001","error":"Votre carte a été refusée €","retry_after":5}')
  t.equal(bodyOf(declined), '{"code":"5001","error":"Votre carte a été refusée €"}')
  t.end()
})

test('answersOf has one answer for each status, of the same bytes', t => {
  const answers = answersOf(plain, [401, 499])
  t.same([...answers.keys()], [401, 499])
  for (const [status, answer] of answers) t.match(answer, { entry: plain, status, body: bodyOf(plain), length: '38' })
  t.end()
})

test('withTail puts more members behind those of a body', t => {
  t.equal(withTail(bodyOf(plain), ',"request_id":"a"'), '{"code":"1000","error":"unauthorized","request_id":"a"}')
  t.equal(withTail(bodyOf(plain), ''), bodyOf(plain))
  t.end()
})

test('an answer with a tail is that of the longer body', t => {
  const answer = createAnswer(plain, 401, bodyOf(plain), 'application/problem+json')
  const tail = ',"request_id":"é"'
  t.same(answerWithTail(answer, tail), createAnswer(plain, 401, withTail(answer.body, tail), 'application/problem+json'))
  t.end()
})
