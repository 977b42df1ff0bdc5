import { test } from 'tap'
import { stores } from '../../../src/classify/families/stores.js'
import { unprovoked } from './provoked.js'

const examples = [
  { name: 'MongoOidcError', hasErrorLabel () {} },
  { name: 'MongooseServerSelectionError' },
  { scope: 'couch', errid: 'non_200' },
  { isArangoError: true }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(stores, examples), [])
  t.end()
})
