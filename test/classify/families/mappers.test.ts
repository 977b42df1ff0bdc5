import { test } from 'tap'
import { mappers } from '../../../src/classify/families/mappers.js'
import { unprovoked } from './provoked.js'

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(mappers), [])
  t.end()
})
