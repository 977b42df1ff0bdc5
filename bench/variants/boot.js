import { apiError, Fastify, serverOptions, Type } from '../harness/root.js'

// Services of many routes, each with a schema for its parameters and its success, and five errors. The routes have a
// schema each, or share ten of them; and they are all in the root, or ten in each encapsulated scope, as in services
// that have a plugin per resource.

const DECLARED = [
  ['unauthorized', 'invalid_token', 'object_not_found', 'invalid_request', 'invalid_email'],
  ['unauthorized', 'invalid_credentials', 'object_already_exists', 'email_already_exists', 'invalid_password'],
  ['invalid_token', 'not_allowed', 'component_not_found', 'application_not_deployed', 'application_already_exists'],
  ['unauthorized', 'object_not_found', 'component_not_found', 'database_error', 'internal_error']
]

const pairs = {
  unauthorized: ['1000', 401],
  invalid_token: ['1001', 401],
  invalid_credentials: ['1004', 401],
  not_allowed: ['1007', 403],
  invalid_request: ['2001', 400],
  object_not_found: ['2002', 404],
  object_already_exists: ['2003', 409],
  email_already_exists: ['2003', 409],
  invalid_email: ['2004', 400],
  invalid_password: ['2005', 400],
  internal_error: ['3001', 500],
  database_error: ['3002', 500],
  component_not_found: ['4002', 404],
  application_already_exists: ['4003', 409],
  application_not_deployed: ['4004', 404]
}

/** How a service documents its errors. */
export const boots = {
  none: {
    title: 'no error schemas',
    options: () => ({}),
    plugins: () => {},
    schema: own => own
  },
  plugin: {
    title: 'fastify-api-error, 5 declared errors',
    options: serverOptions,
    plugins: app => app.register(apiError),
    schema: (own, declared) => ({ ...own, apiErrors: declared })
  },
  unions: {
    title: 'hand-written unions per route and status',
    options: () => ({}),
    plugins: () => {},
    schema: (own, declared) => ({ ...own, response: { ...own.response, ...unionsOf(declared) } })
  }
}

/** How the routes come to their schemas, and where they are registered. */
export const layouts = {
  own: 'own',
  shared: 'ten, shared',
  scoped: 'ten, shared; ten routes in a scope'
}

const SHARED = 10
const PER_SCOPE = 10

/** Makes a service of so many routes, in one of the {@link layouts}, and waits until it is ready. */
export async function boot (name, count, layout) {
  const { options, plugins, schema } = boots[name]
  const app = Fastify(options())
  await plugins(app)
  const shared = Array.from({ length: SHARED }, (_, index) => ownSchema(index))
  const addRoutes = (scope, from, to) => {
    for (let i = from; i < to; i++) {
      scope.get(`/r${i}/:id`, { schema: schema(layout === 'own' ? ownSchema(i) : shared[i % SHARED], DECLARED[i % DECLARED.length]) }, handler)
    }
  }
  if (layout === 'scoped') {
    for (let from = 0; from < count; from += PER_SCOPE) app.register(async scope => addRoutes(scope, from, Math.min(from + PER_SCOPE, count)))
  } else {
    addRoutes(app, 0, count)
  }
  await app.ready()
  return app
}

function handler () {}

function ownSchema (index) {
  return {
    params: Type.Object({ id: Type.Integer() }),
    response: { 200: Type.Object({ id: Type.Integer(), [`name${index}`]: Type.String(), tags: Type.Array(Type.String()) }) }
  }
}

/** What people write to document errors: per status, the pairs that it may be. */
function unionsOf (declared) {
  const byStatus = groupByStatus(declared)
  return Object.fromEntries([...byStatus].map(([status, names]) => [status, Type.Union(names.map(name => (
    Type.Object({ code: Type.Literal(pairs[name][0]), error: Type.Literal(name) })
  )))]))
}

function groupByStatus (declared) {
  const groups = new Map()
  for (const name of declared) groups.set(pairs[name][1], [...groups.get(pairs[name][1]) ?? [], name])
  return groups
}
