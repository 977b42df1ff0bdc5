import { test } from 'tap'
import { services } from '../../../src/classify/families/services.js'
import { unprovoked } from './provoked.js'

const examples = [
  { name: 'ConnectError', rawMessage: 'no' },
  { name: 'PermissionViolationError', operation: 'publish', subject: 'a' },
  { name: 'ClosedConnectionError', message: 'closed connection' },
  { name: 'JetStreamApiError' }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(services, examples), [])
  t.end()
})
