import { test } from 'tap'
import { readArguments } from '../../src/cli/arguments.js'
import { UsageError } from '../../src/cli/io.js'

test('options and operands are read in any order', async t => {
  const { values, positionals } = readArguments('x', ['a', '--out', 'f', 'b'], { out: { type: 'string' } }, { needs: ['A'], takes: ['b'] })
  t.same({ ...values }, { out: 'f' })
  t.same(positionals, ['a', 'b'])
})

test('the last operand may repeat', async t => {
  t.same(readArguments('x', ['a', 'b', 'c'], {}, { takes: ['module'], repeats: true }).positionals, ['a', 'b', 'c'])
  t.throws(() => readArguments('x', [], {}, { needs: ['A'], repeats: true }), new UsageError('x needs A; see fastify-api-error help'))
})

test('what a command does not take is refused in one line', async t => {
  const read = (...args: string[]) => () => readArguments('x', args, { out: { type: 'string' } }, { needs: ['A'], takes: ['b'] })
  t.throws(read(), new UsageError('x needs A; see fastify-api-error help'))
  t.throws(() => readArguments('x', [], {}, { needs: ['OLD', 'NEW'] }), new UsageError('x needs OLD and NEW; see fastify-api-error help'))
  t.throws(() => readArguments('x', ['a'], {}, {}), new UsageError('x does not take "a"; see fastify-api-error help'))
  t.throws(read('a', 'b', 'c'), new UsageError('x does not take "c"; see fastify-api-error help'))
  t.throws(read('a', '--nonsense'), new UsageError('x: there is no option --nonsense; there are --out'))
  t.throws(read('a', '--outs', 'f'), new UsageError('x: there is no option --outs; did you mean "--out"?'))
  t.throws(read('a', '--out', 'f', '-v'), new UsageError('x: there is no option -v; there are --out'))
  t.throws(() => readArguments('x', ['--out'], {}, {}), new UsageError('x: there is no option --out; it takes none'))
  t.throws(read('a', '--out'), { name: 'UsageError', message: /^x: Option '--out <value>' argument missing$/ })
})
