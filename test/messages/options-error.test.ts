import t from 'tap'
import { optionsError } from '../../src/messages/options-error.js'

t.test('optionsError has its code twice', async t => {
  const error = optionsError('API_ERROR_TEST', 'give it another name')
  t.ok(error instanceof TypeError)
  t.match(error, { code: 'API_ERROR_TEST', message: 'API_ERROR_TEST: give it another name' })
})
