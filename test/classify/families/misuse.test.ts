import { test } from 'tap'
import { misuse } from '../../../src/classify/families/misuse.js'
import { unprovoked } from './provoked.js'

const examples = [
  { isAxiosError: true, code: 'ERR_BAD_OPTION' },
  { name: 'JsonWebTokenError', message: 'secret or public key must be provided' }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(misuse, examples), [])
  t.end()
})
