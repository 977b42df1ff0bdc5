import { test } from 'tap'
import { tokenize } from '../../src/cli/tokenize.js'

/** Tokens in short: strings in angle brackets. */
const short = (source: string): string => tokenize(source).map(({ kind, text }) => kind === 'string' ? `<${text}>` : text).join(' ')

test('words, strings and marks are told apart', async t => {
  t.equal(short('reply.apiError(\'a\', "b", 2002)'), 'reply . apiError ( <a> , <b> , 2002 )')
  t.equal(short("'it\\'s' \"\" `plain`"), "<it's> <> <plain>")
  t.equal(short('$a_1 ü #private @decorator 1.5e3'), '$a_1 ü # private @ decorator 1 . 5e3')
})

test('comments are left out', async t => {
  t.equal(short("a // 'x'\nb /* \" \n ` */ c /* open"), 'a b c')
})

test('regular expressions are left out, divisions are not', async t => {
  t.equal(short("a = /['\"`]/g.test(b)"), 'a = . test ( b )')
  t.equal(short('a = /[/"]\\/"/; b'), 'a = ; b')
  t.equal(short("return /'/"), 'return')
  t.equal(short("/'/.x"), '. x')
  t.equal(short("a / b / 'c'"), 'a / b / <c>')
  t.equal(short("(a) / 2; [1] / 'x'"), '( a ) / 2 ; [ 1 ] / <x>')
  t.equal(short("a = b / c // '"), 'a = b / c')
})

/* eslint-disable no-template-curly-in-string -- templates are the subject */
test('what a template substitutes is in parentheses', async t => {
  t.equal(short('`a ${b} c ${`d ${e}`} $f \\${ \\` g` + h'), '` ( b ) ( ` ( e ) ) + h')
  t.equal(short('`${ { a: { b: 1 } }.a }` + c'), '` ( { a : { b : 1 } } . a ) + c')
  t.equal(short('{ x: `${y}` }'), '{ x : ` ( y ) }')
})

test('a string that is not closed ends with its line, a template with the text', async t => {
  t.equal(short("<p>It's here</p>\nreply('a')"), '< p > It <s here</p>> reply ( <a> )')
  t.equal(short('`open'), '<open>')
  t.equal(short('`open ${a'), '` ( a')
  t.equal(short('`${a} open'), '` ( a )')
  t.equal(short("'"), '<>')
})

test('each token has its line', async t => {
  t.same(tokenize("a\n'b' /*\n*/ `\n` c").map(({ text, line }) => [text, line]), [['a', 1], ['b', 2], ['\n', 3], ['c', 4]])
})
