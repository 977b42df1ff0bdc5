import type { FastifyBaseLogger } from 'fastify'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { ErrorScope, unknownError } from '../../src/contract/scope.js'
import type { ScopeSettings } from '../../src/contract/settings.js'

const settings: ScopeSettings = { catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }
const log = {} as FastifyBaseLogger // it is only handed on

const root = (): ErrorScope => new ErrorScope(settings, log)

test('ErrorScope has its settings, its log and its catalogue', t => {
  const scope = root()
  t.equal(scope.settings, settings)
  t.equal(scope.log, log)
  t.equal(scope.catalog, defaultCatalog)
  t.notOk(scope.isInherited)
  t.end()
})

test('ErrorScope.declare takes every name of the catalogue, each once', t => {
  const scope = root()
  for (const entry of defaultCatalog.entries) t.equal(scope.face.declare(entry.name as 'unauthorized'), scope.face)
  scope.declare(['unauthorized', 'unauthorized'])
  t.same(scope.declared, defaultCatalog.entries.map(entry => entry.name))
  t.end()
})

test('ErrorScope.declare refuses what is no name, and declares nothing of it', t => {
  const scope = root()
  const refuses = (name: unknown, message: RegExp): void => {
    t.throws(() => scope.face.declare(name as 'unauthorized'), { name: 'TypeError', code: 'API_ERROR_UNKNOWN_ERROR', message })
  }
  refuses('1000', /^API_ERROR_UNKNOWN_ERROR: apiErrors\.declare: "1000" is a code; use the name "unauthorized"$/)
  for (const name of ['constructor', '__proto__', 'toString', '']) refuses(name, /^API_ERROR_UNKNOWN_ERROR: apiErrors\.declare: the catalogue has no error /)
  const others: ReadonlyArray<[unknown, string]> = [[1000, '1000'], [undefined, 'undefined'], [null, 'null'], [Symbol('s'), 'Symbol\\(s\\)'], [['unauthorized'], "\\[ 'unauthorized' \\]"]]
  for (const [name, shown] of others) refuses(name, new RegExp(`^API_ERROR_UNKNOWN_ERROR: apiErrors\\.declare: expected the name of an error in quotes, got ${shown}$`))
  t.same(scope.declared, [])
  t.end()
})

test('ErrorScope.inherit has the settings of the scope around it, and what that declares before its own', t => {
  const parent = root()
  const child = ErrorScope.inherit(parent)
  const grandchild = ErrorScope.inherit(child)
  t.ok(child.isInherited)
  t.equal(child.settings, settings)
  t.equal(child.log, log)
  grandchild.declare(['not_allowed', 'unauthorized'])
  child.declare(['invalid_token'])
  parent.declare(['unauthorized'])
  t.same(grandchild.declared, ['unauthorized', 'invalid_token', 'not_allowed'])
  t.same(child.declared, ['unauthorized', 'invalid_token'])
  t.same(parent.declared, ['unauthorized'])
  t.end()
})

test('a scope knows the catalogues around it, its own first', t => {
  const other = defineCatalog({ groups: {}, errors: {} }, { extend: defaultCatalog })
  const parent = new ErrorScope(settings, log)
  const child = new ErrorScope({ ...settings, catalog: other }, log, ErrorScope.inherit(parent))
  t.same(child.catalogs.map(catalog => catalog === other), [true, false, false])
  t.same(parent.catalogs.map(catalog => catalog === defaultCatalog), [true])
  t.end()
})

test('ErrorScope.exempt takes a scope and those in it out of the contract', t => {
  const parent = root()
  const child = ErrorScope.inherit(parent)
  const grandchild = ErrorScope.inherit(child)
  t.equal(child.face.exempt(), child.face)
  t.same([parent, child, grandchild].map(scope => scope.isExempt), [false, true, true])
  t.end()
})

test('unknownError names the closest name, else all of them', t => {
  t.match(unknownError('unauthorised', defaultCatalog, 'here'), { name: 'TypeError', code: 'API_ERROR_UNKNOWN_ERROR', message: 'API_ERROR_UNKNOWN_ERROR: here: the catalogue has no error "unauthorised"; did you mean "unauthorized"?' })
  const { message } = unknownError('teapot', defaultCatalog, 'here')
  for (const entry of defaultCatalog.entries) t.match(message, entry.name)
  t.end()
})

test('the service sees four members of a scope, and no other', t => {
  const scope = root()
  t.same(Object.keys(scope.face), ['catalog', 'declared', 'declare', 'exempt'])
  t.equal(scope.face.catalog, defaultCatalog)
  t.same(scope.face.declare('unauthorized').declared, ['unauthorized'])
  t.end()
})

test('the reference page of a scope is that of all scopes with its settings, and of no other', t => {
  const parent = root()
  const child = ErrorScope.inherit(ErrorScope.inherit(parent))
  t.equal(child.reference, undefined)
  child.noteReference('/errors')
  t.equal(parent.reference, '/errors')
  t.equal(ErrorScope.inherit(parent).reference, '/errors')
  t.equal(new ErrorScope({ ...settings, strict: true }, log, parent).reference, '/errors', 'of the same catalogue')
  const other = new ErrorScope({ ...settings, catalog: defineCatalog({ errors: {} }, { extend: defaultCatalog }) }, log, parent)
  t.equal(other.reference, undefined)
  other.noteReference('/other')
  t.equal(ErrorScope.inherit(other).reference, '/other')
  t.equal(parent.reference, '/errors')
  t.end()
})

test('what every route may answer is declared, or what classify finds', t => {
  const scope = new ErrorScope({ ...settings, classified: ['unauthorized', 'not_allowed'] }, log)
  scope.declare(['object_not_found', 'unauthorized'])
  t.same(scope.answered, ['object_not_found', 'unauthorized', 'not_allowed'])
  t.same(scope.declared, ['object_not_found', 'unauthorized'])
  t.same(root().answered, [])
  t.end()
})
