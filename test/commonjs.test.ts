import { test } from 'tap'
import { commonjs } from '../src/commonjs.js'
import * as main from '../src/index.js'

test('what require() gives is the plugin, with every named export on it', t => {
  t.equal(commonjs, main.fastifyApiError)
  const named = Object.entries(main).filter(([name]) => name !== 'default' && name !== 'module.exports')
  for (const [name, value] of named) t.equal((commonjs as unknown as Record<string, unknown>)[name], value, name)
  t.end()
})
