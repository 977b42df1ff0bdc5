import { test } from 'tap'
import { describeReading, lintRoutes } from '../../src/cli/lint-routes.js'
import { readErrors } from '../../src/cli/route-errors.js'
import { builtInDocument, documentWith } from './run.js'

const catalog = documentWith([{ name: 'gone', code: '1' }, { name: 'taken', code: '2' }, { name: 'broken', code: '3' }], { fallback: { '5xx': 'broken' } })
const lint = (...texts: string[]): string[] => lintRoutes(catalog, texts.map((text, index) => readErrors(text, `${index}.ts`))).map(({ level, message }) => `${level} ${message}`)
const all = "const s = { apiErrors: ['gone', 'taken'] };"

test('what a route raises and does not declare is an error', async t => {
  const declared = "const s = { apiErrors: ['gone'] };"
  t.same(lint(`${declared} app.get('/x', { schema: { apiErrors: ['taken'] } }, () => reply.apiError('taken') ?? reply.apiError(2) ?? reply.apiError('broken'))`), [
    'error 0.ts:1: GET /x raises "broken", which it does not declare; add it to schema.apiErrors'
  ])
})

test('what a scope declares, every route may raise', async t => {
  t.same(lint("app.apiErrors.declare('gone')", "app.get('/x', { schema: { apiErrors: ['taken'] } }, () => reply.apiError('gone'))"), [])
})

test('a route that declares nothing, or what cannot be read, is not judged', async t => {
  t.same(lint(all, "app.get('/x', () => reply.apiError('broken')); app.get('/y', { schema: { apiErrors: names } }, () => reply.apiError('broken'))"), [])
})

test('a name or code that the catalogue does not have is an error wherever it is', async t => {
  t.same(lint(all, "app.get('/x', { schema: { apiErrors: ['taken', 'take'] } }, () => reply.apiError('nothing_like_it'))", 'throw new ApiError(99)', "app.apiErrors.declare('gine')"), [
    'error 3.ts:1: the catalogue has no error "gine"; did you mean "gone"?',
    'error 2.ts:1: the catalogue has no error "99"',
    'error 1.ts:1: the catalogue has no error "take"; did you mean "taken"?',
    'error 1.ts:1: the catalogue has no error "nothing_like_it"'
  ])
})

test('what is raised elsewhere and declared nowhere is noted, as is what is never declared', async t => {
  t.same(lint("app.get('/', { schema: { apiErrors: ['gone'] } }, list)", "throw new ApiError('broken'); throw new ApiError('gone'); throw new ApiError(2)"), [
    'note 1.ts:1: "broken" is raised, and no route declares it',
    'note 1.ts:1: "taken" is raised, and no route declares it'
  ])
  t.same(lint(''), ['note the sources name nowhere "gone", "taken"'])
})

test('a catalogue that extends the built-in one need not use all of it', async t => {
  const builtIn = builtInDocument()
  const extended = { ...builtIn, errors: [...builtIn.errors, ...documentWith([{ name: 'gone', code: '5000' }]).errors] }
  t.same(lintRoutes(extended, []), [{ level: 'note', message: 'the sources name nowhere "gone"' }])
  t.match(lintRoutes(builtIn, []), [{ level: 'note', message: /^the sources name nowhere .*"email_already_exists"/ }])
})

test('the reader is told how much was seen', async t => {
  const read = (text: string): string => describeReading([readErrors(text, 'a.ts')])
  t.equal(read("app.get('/', { schema: { apiErrors: ['gone'] } }, () => reply.apiError('gone')); app.get('/y', x); throw new ApiError('gone')"),
    'Read 1 file: 2 routes, 1 of which declare errors; 1 error raised inside the call of a route, 1 elsewhere.\n')
  t.match(read('reply.apiError(name)'), /\nNot literals, so not judged: a\.ts:1\n$/)
})
