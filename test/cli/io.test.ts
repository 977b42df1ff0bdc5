import { test } from 'tap'
import { counted, firstLine, printable, UsageError, withoutMark } from '../../src/cli/io.js'

test('one line is told of whatever was thrown', async t => {
  t.equal(firstLine(new UsageError('one\ntwo')), 'one')
  t.equal(firstLine(new UsageError('one\rtwo')), 'one')
  t.equal(firstLine('\n text\nmore'), 'text')
  t.equal(firstLine(undefined), 'undefined')
  t.equal(firstLine({ toString () { throw new Error('no') } }), 'it threw a value that cannot be read')
})

test('a permission that is missing is named, with the option that gives it', async t => {
  const denied = (permission: string, resource?: string): string => firstLine(Object.assign(new Error('Access to this API has been restricted'), { code: 'ERR_ACCESS_DENIED', permission, resource }))
  t.equal(denied('FileSystemRead', '/a/b'), "Node's permission model denies FileSystemRead; add --allow-fs-read=/a/b to the options of node")
  t.equal(denied('FileSystemWrite', ''), "Node's permission model denies FileSystemWrite; add --allow-fs-write to the options of node")
  t.equal(denied('ChildProcess', 'node'), "Node's permission model denies ChildProcess; add --allow-child-process to the options of node")
  t.equal(denied('Other'), "Node's permission model denies Other; allow it")
})

test('what steers a terminal is written as text', async t => {
  t.equal(printable('a\tb\nü€😀'), 'a\tb\nü€😀')
  t.equal(printable('\u001b[31m\u0007\r\u0000\u007f\u009b\u202e\u2066\u200f'), '\\u001b[31m\\u0007\\u000d\\u0000\\u007f\\u009b\\u202e\\u2066\\u200f')
  t.equal(JSON.parse(printable(JSON.stringify('\u009b\u001b'))), '\u009b\u001b', 'in JSON it is the same text')
})

test('a byte order mark is no part of a text', async t => {
  t.equal(withoutMark('\uFEFF{}\uFEFF'), '{}\uFEFF')
})

test('a noun has the number of what it counts', async t => {
  t.strictSame([0, 1, 2].map(count => counted(count, 'file')), ['0 files', '1 file', '2 files'])
})
