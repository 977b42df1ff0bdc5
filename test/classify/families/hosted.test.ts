import { test } from 'tap'
import { hosted } from '../../../src/classify/families/hosted.js'
import { familiesOf, unprovoked } from './provoked.js'

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(hosted), [])
  t.end()
})

test('a mistake in how such a client is set up is the fault of the service', t => {
  class BasePineconeError extends Error {}
  for (const name of ['PineconeArgumentError', 'PineconeConfigurationError', 'PineconeEnvironmentVarsNotSupportedError']) t.same(familiesOf(hosted, Object.assign(new BasePineconeError(), { name })), [])
  t.same(familiesOf(hosted, { name: 'MeilisearchIndexNotReadyError' }), [])
  t.end()
})
