import { test } from 'tap'
import { describeReading, lintRoutes } from '../../src/cli/lint-routes.js'
import { readErrors } from '../../src/cli/route-errors.js'
import { builtInDocument, documentWith } from './run.js'

const catalog = documentWith([{ name: 'gone', code: '1' }, { name: 'taken', code: '2' }, { name: 'broken', code: '3' }], { fallback: { '5xx': 'broken' } })
const lint = (...texts: string[]): string[] => lintRoutes([catalog], texts.map((text, index) => readErrors(text, `${index}.ts`))).map(({ level, message }) => `${level} ${message}`)
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
    'note 1.ts:1: "broken" is raised, but no route declares it',
    'note 1.ts:1: "taken" is raised, but no route declares it'
  ])
  t.same(lint(''), ['note not used in the sources: "gone", "taken"'])
})

test('scopes may have catalogues of their own: an error of any is known', async t => {
  const other = documentWith([{ name: 'gone', code: '9' }, { name: 'late', code: '1' }])
  const both = (text: string): string[] => lintRoutes([catalog, other], [readErrors(text, 'a.ts')]).map(({ level, message }) => `${level} ${message}`)
  const rest = "const s = { apiErrors: ['taken'] };"
  t.same(both(`${rest} app.get('/x', { schema: { apiErrors: ['gone', 'late'] } }, () => reply.apiError(9))`), [])
  t.same(both(`${rest} app.get('/x', { schema: { apiErrors: ['late'] } }, () => reply.apiError('gone')); throw new ApiError('lat')`), [
    'error a.ts:1: the catalogue has no error "lat"; did you mean "late"?',
    'error a.ts:1: GET /x raises "gone", which it does not declare; add it to schema.apiErrors'
  ])
  t.same(both(`${rest} throw new ApiError('late')`), ['note a.ts:1: "late" is raised, but no route declares it', 'note not used in the sources: "gone"', 'note not used in the sources: "gone"'])
})

test('a shared code stands for the error that has it first', async t => {
  const shared = documentWith([{ name: 'gone', code: '1' }, { name: 'lost', code: '1' }])
  t.same(lintRoutes([shared], [readErrors("app.get('/x', { schema: { apiErrors: ['gone'] } }, () => reply.apiError(1)); app.get('/y', { schema: { apiErrors: ['lost'] } }, h)", 'a.ts')]), [])
})

test('a catalogue that extends the built-in one need not use all of it', async t => {
  const builtIn = builtInDocument()
  const extended = { ...builtIn, errors: [...builtIn.errors, ...documentWith([{ name: 'gone', code: '5000' }]).errors] }
  t.same(lintRoutes([extended], []), [{ level: 'note', message: 'not used in the sources: "gone"' }])
  const fallbacks = new Set([...Object.values(builtIn.fallback), ...Object.values(builtIn.roles)])
  const names = builtIn.errors.map(({ name }) => name).filter(name => !fallbacks.has(name))
  t.same(lintRoutes([builtIn], []), [{ level: 'note', message: `not used in the sources: ${names.map(name => `"${name}"`).join(', ')}` }])
})

test('the reader is told how much was seen', async t => {
  const read = (text: string): string => describeReading([readErrors(text, 'a.ts')])
  t.equal(read("app.get('/', { schema: { apiErrors: ['gone'] } }, () => reply.apiError('gone')); app.get('/y', x); throw new ApiError('gone')"),
    'Read 1 file: 2 routes, 1 of which declare errors; 1 error raised inside the call of a route, 1 elsewhere.\n')
  t.equal(read('reply.apiError(name)'),
    'Read 1 file: 0 routes, 0 of which declare errors; 0 errors raised inside the call of a route, 0 elsewhere.\nNot literals, so not checked: a.ts:1\n')
})
