import { test } from 'tap'
import { firstLine, UsageError } from '../../src/cli/io.js'

test('one line is told of whatever was thrown', async t => {
  t.equal(firstLine(new UsageError('one\ntwo')), 'one')
  t.equal(firstLine('\n text\nmore'), 'text')
  t.equal(firstLine(undefined), 'undefined')
})
