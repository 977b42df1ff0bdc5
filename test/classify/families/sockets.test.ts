import { test } from 'tap'
import { sockets } from '../../../src/classify/families/sockets.js'
import { unprovoked } from './provoked.js'

const examples = [
  { code: 'EAI_AGAIN' },
  { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(sockets, examples), [])
  t.end()
})
