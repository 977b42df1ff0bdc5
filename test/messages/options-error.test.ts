import t from 'tap'
import { optionsError } from '../../src/messages/options-error.js'

t.test('optionsError has its code twice', async t => {
  const error = optionsError('API_ERROR_INVALID_OPTIONS', 'give it another name')
  t.ok(error instanceof TypeError)
  t.match(error, { code: 'API_ERROR_INVALID_OPTIONS', message: 'API_ERROR_INVALID_OPTIONS: give it another name' })
})
