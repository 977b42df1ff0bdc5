import type { FastifySchema, RouteOptions } from 'fastify'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { responseSchema } from '../../src/catalog/schemas.js'
import type { CatalogEntry } from '../../src/catalog/types.js'
import { ContractResolver, RouteSchemas } from '../../src/routes/route-schemas.js'
import type { RouteResponses } from '../../src/routes/route-schemas.js'
import { ErrorScope } from '../../src/contract/scope.js'

const newScope = (): ErrorScope => new ErrorScope({ catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }, {} as never)
const options = (members: Partial<RouteOptions> = {}): RouteOptions => ({ method: 'GET', url: '/', handler: () => {}, ...members })

function resolve (route: RouteOptions, scope = newScope(), resolver = new ContractResolver()): RouteResponses | undefined {
  return resolver.resolve(scope, route)
}

const responsesOf = (route: RouteOptions): Record<string, unknown> => route.schema?.response as Record<string, unknown>
const namesOf = (responses: RouteResponses | undefined): string[] => [...new Set([...responses?.errors.values() ?? []].flat())].map(entry => entry.name)
const entriesOf = (...names: string[]): CatalogEntry[] => defaultCatalog.entries.filter(entry => names.includes(entry.name))

test('ContractResolver gives a route that declares nothing 4xx and 5xx of the whole catalogue', t => {
  const route = options()
  resolve(route)
  t.same(Object.keys(responsesOf(route)), ['200', '4xx', '5xx'])
  t.same(responsesOf(route)['4xx'], responseSchema(defaultCatalog.entries.filter(entry => entry.status < 500)))
  t.same(responsesOf(route)['5xx'], responseSchema(defaultCatalog.entries.filter(entry => entry.status >= 500)))
  t.end()
})

for (const entry of defaultCatalog.entries) {
  test(`ContractResolver gives a route that declares ${entry.name} its response and those of the framework`, t => {
    const route = options({ schema: { apiErrors: [entry.name as 'unauthorized'] } })
    t.same(namesOf(resolve(route)), [...new Set([entry.name, 'internal_error'])])
    const responses = responsesOf(route)
    t.same(Object.keys(responses), [...new Set([200, entry.status, 500])].sort().map(String))
    t.same(responses[entry.status], responseSchema(entry.status === 500 ? [...new Set([entry, ...entriesOf('internal_error')])] : [entry]))
    t.end()
  })
}

test('ContractResolver joins the errors of one status into one response', t => {
  const route = options({ method: 'POST', schema: { apiErrors: ['invalid_email', 'invalid_password', 'unauthorized'], body: {} } })
  const raisable = namesOf(resolve(route)) // by status
  t.same(raisable, ['invalid_email', 'invalid_password', 'invalid_field_value', 'invalid_request', 'unauthorized', 'internal_error'])
  const at400 = raisable.filter(name => defaultCatalog.get(name)?.status === 400).flatMap(name => entriesOf(name))
  t.same(responsesOf(route)['400'], responseSchema(at400))
  t.same(responsesOf(route)['413'], responseSchema(entriesOf('invalid_request')))
  t.end()
})

test('ContractResolver adds what the scope declares to what the route declares', t => {
  const scope = newScope()
  scope.declare(['unauthorized'])
  const declaring = options({ schema: { apiErrors: ['object_not_found'] } })
  t.same(namesOf(resolve(declaring, scope)), ['object_not_found', 'unauthorized', 'internal_error'])
  t.ok('401' in responsesOf(declaring))
  const nothing = options({ schema: { apiErrors: [] } })
  t.same(namesOf(resolve(nothing, scope)), ['unauthorized', 'internal_error'])
  t.end()
})

test('ContractResolver leaves the responses alone that a route has itself', t => {
  const own = { 200: { type: 'string' }, 404: { type: 'object' }, '5XX': { type: 'object' } }
  const declaring = options({ schema: { apiErrors: ['object_not_found', 'unauthorized'], response: own } })
  resolve(declaring)
  t.same(Object.keys(responsesOf(declaring)), ['200', '401', '404', '500', '5XX'])
  t.equal(responsesOf(declaring)['404'], own[404])
  const silent = options({ schema: { response: own } })
  resolve(silent)
  t.same(Object.keys(responsesOf(silent)).sort(), ['200', '404', '4xx', '5XX'], 'in whatever case')
  t.same(own, { 200: { type: 'string' }, 404: { type: 'object' }, '5XX': { type: 'object' } })
  t.end()
})

test('ContractResolver takes a route or a scope out of the contract that says so', t => {
  const route = options({ config: { apiErrors: false } })
  t.equal(resolve(route), undefined)
  t.equal(route.schema, undefined)
  const exempt = newScope()
  exempt.exempt()
  t.equal(resolve(options(), exempt), undefined)
  const both = options({ config: { apiErrors: false }, schema: { apiErrors: ['unauthorized'] } })
  t.same(namesOf(resolve(both)), ['unauthorized', 'internal_error'], 'what it declares, it documents all the same')
  t.ok('401' in responsesOf(both))
  t.end()
})

test('ContractResolver makes the same once for routes that declare the same', t => {
  const scope = newScope()
  const resolver = new ContractResolver()
  const routes = ['/a', '/b', '/c'].map(url => options({ url, schema: { apiErrors: ['unauthorized'] } }))
  const resolved = routes.map(route => resolve(route, scope, resolver))
  t.equal(resolved[1]?.errors, resolved[0]?.errors)
  t.equal(responsesOf(routes[2] ?? options()), responsesOf(routes[0] ?? options()))
  const post = options({ method: 'POST', schema: { apiErrors: ['unauthorized'] } })
  t.same(namesOf(resolve(post, scope, resolver)), ['unauthorized', 'internal_error', 'invalid_request'], 'a body makes a difference')
  t.end()
})

test('ContractResolver refuses what is no list, and what a config cannot say', t => {
  const refusals: ReadonlyArray<readonly [Partial<RouteOptions>, string]> = [
    [{ schema: { apiErrors: 'unauthorized' as never } }, "schema.apiErrors must be a list of names, like ['unauthorized'], got 'unauthorized'"],
    [{ schema: { apiErrors: null as never } }, "schema.apiErrors must be a list of names, like ['unauthorized'], got null"],
    [{ config: { apiErrors: ['unauthorized'] as never } }, "config.apiErrors must be false, got [ 'unauthorized' ]; list errors in schema.apiErrors"],
    [{ apiErrors: ['unauthorized'] } as never, 'apiErrors stands beside schema; list errors in schema.apiErrors'],
    [{ config: { apiErrors: true as never } }, 'config.apiErrors must be false, got true; list errors in schema.apiErrors']
  ]
  for (const [given, message] of refusals) {
    t.throws(() => resolve(options({ url: '/users', ...given })), { code: 'API_ERROR_INVALID_OPTIONS', message: `API_ERROR_INVALID_OPTIONS: GET /users: ${message}` })
  }
  t.end()
})

test('ContractResolver refuses a name that the catalogue does not have, and names route and list', t => {
  t.throws(() => resolve(options({ url: '/', schema: { apiErrors: [['unauthorized']] as never } })), { code: 'API_ERROR_UNKNOWN_ERROR', message: "API_ERROR_UNKNOWN_ERROR: GET /: schema.apiErrors: expected the name of an error in quotes, got [ 'unauthorized' ]" }, 'which reads as a name')
  for (const [name, problem] of [
    ['unauthorised', /the catalogue has no error "unauthorised"; did you mean "unauthorized"\?$/],
    ['1000', /"1000" is a code; use the name "unauthorized"$/],
    ['constructor', /the catalogue has no error "constructor"; it has unauthorized, /]
  ] as const) {
    t.throws(() => resolve(options({ method: ['PUT', 'PATCH'], url: '/users/:id', schema: { apiErrors: [name as 'unauthorized'] } })), {
      code: 'API_ERROR_UNKNOWN_ERROR',
      message: new RegExp(`^API_ERROR_UNKNOWN_ERROR: PUT,PATCH /users/:id: schema\\.apiErrors: ${problem.source}`)
    })
  }
  t.end()
})

test('ContractResolver takes no list in one name for the names of another route', t => {
  const scope = newScope()
  const resolver = new ContractResolver()
  resolve(options({ schema: { apiErrors: ['unauthorized', 'invalid_token'] } }), scope, resolver)
  t.throws(() => resolve(options({ schema: { apiErrors: ['unauthorized,invalid_token' as 'unauthorized'] } }), scope, resolver), { code: 'API_ERROR_UNKNOWN_ERROR' })
  t.end()
})

test('RouteSchemas makes a copy of the schema of a route, once for a route and its HEAD route', t => {
  const schemas = new RouteSchemas()
  const schema: FastifySchema = Object.freeze({ apiErrors: ['unauthorized' as const] })
  const scope = {}
  const get = schemas.copyFor(scope, options({ schema }))
  t.strictSame(get, { schema: { apiErrors: ['unauthorized'] }, isNew: true })
  t.not(get?.schema, schema)
  const head = schemas.copyFor(scope, options({ method: 'HEAD', schema }))
  t.equal(head?.schema, get?.schema)
  t.equal(head?.isNew, false)
  const post = schemas.copyFor(scope, options({ method: 'POST', schema }))
  t.not(post?.schema, get?.schema, 'a route with a body has another')
  t.equal(post?.isNew, true)
  const elsewhere = schemas.copyFor({}, options({ method: 'POST', schema }))
  t.not(elsewhere?.schema, post?.schema, 'and so has a route of another scope')
  t.equal(elsewhere?.isNew, true)
  t.equal(schemas.copyFor(scope, options()), undefined)
  t.end()
})

test('ContractResolver tells a scope when one of its routes may raise certain errors only', t => {
  const scope = newScope()
  resolve(options(), scope)
  resolve(options({ config: { apiErrors: false } }), scope)
  t.equal(scope.hasDeclaringRoutes, false)
  resolve(options({ schema: { apiErrors: ['unauthorized'] } }), scope)
  t.equal(scope.hasDeclaringRoutes, true)
  t.equal(ErrorScope.inherit(scope).hasDeclaringRoutes, false, 'it is not said of routes in the scopes within')
  t.end()
})
