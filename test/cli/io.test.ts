import { test } from 'tap'
import { counted, firstLine, UsageError } from '../../src/cli/io.js'

test('one line is told of whatever was thrown', async t => {
  t.equal(firstLine(new UsageError('one\ntwo')), 'one')
  t.equal(firstLine('\n text\nmore'), 'text')
  t.equal(firstLine(undefined), 'undefined')
})

test('a noun has the number of what it counts', async t => {
  t.strictSame([0, 1, 2].map(count => counted(count, 'file')), ['0 files', '1 file', '2 files'])
})
