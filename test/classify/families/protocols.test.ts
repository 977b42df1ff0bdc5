import { test } from 'tap'
import { protocols } from '../../../src/classify/families/protocols.js'
import { familiesOf, unprovoked } from './provoked.js'

const examples = [
  { lde_message: 'busy', lde_dn: '' },
  { code: 'WS_ERR_INVALID_OPCODE' }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(protocols, examples), [])
  t.end()
})

test('an error of a service that only looks like one is its own', t => {
  const own: object[] = [
    { level: 'fatal' }, { level: 'protocols' }, { source: 'timeout' }, { name: 'FTPError', code: 'E_FTP' }, { code: 'CONNECT_TIMEOUT' }, { code: 'NoConnections' },
    { type: 'TransportError' }, { name: 'ResultCodeError' }, { message: 'Unexpected server response' }, { message: 'Timeout (queue)' }
  ]
  for (const error of own) t.same(familiesOf(protocols, error), [], JSON.stringify(error))
  t.end()
})
