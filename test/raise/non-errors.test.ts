import Fastify from 'fastify'
import { test } from 'tap'
import apiError from '../../src/index.js'
import { asError, isError, thrownValue } from '../../src/raise/non-errors.js'

const SECRET = 'thrown-secret'

test('an error stands for a thrown value, which can be had again', t => {
  const error = new Error('x')
  t.equal(asError(error), error)
  t.equal(thrownValue(asError(SECRET)), SECRET)
  t.equal(asError(SECRET).message.includes(SECRET), false)
  t.equal(isError(new Proxy({}, { getPrototypeOf () { throw new Error('no') } })), false)
  t.end()
})

test('the value that was thrown can be had again, by classify and by the log', async t => {
  const error = new Error('x')
  t.equal(thrownValue(error), error)
  t.equal(thrownValue(SECRET), SECRET)
  const seen: unknown[] = []
  const app = Fastify()
  await app.register(apiError, { classify: error => { seen.push(error); return undefined } })
  await app.register(async child => {
    child.setErrorHandler(() => Promise.reject(SECRET))
    child.get('/', async () => { throw new Error('first') })
  })
  await app.inject('/')
  t.same(seen, [SECRET])
})
