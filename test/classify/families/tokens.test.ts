import { test } from 'tap'
import { tokens } from '../../../src/classify/families/tokens.js'
import { unprovoked } from './provoked.js'

const examples = [
  { code: 'FST_JWT_AUTHORIZATION_TOKEN_EXPIRED' },
  { code: 'FAST_JWT_EXPIRED' },
  { name: 'TokenExpiredError', expiredAt: new Date(0) }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(tokens, examples), [])
  t.end()
})
