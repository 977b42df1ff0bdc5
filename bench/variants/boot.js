import { apiError, Fastify, serverOptions, Type } from '../harness/root.js'

// Services of many routes, each with a schema for its parameters and its success, and five errors. The routes share
// ten user schemas, as services do, or have one each.

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

/** Makes a service of so many routes and waits until it is ready. */
export async function boot (name, count, isShared) {
  const { options, plugins, schema } = boots[name]
  const app = Fastify(options())
  await plugins(app)
  const shared = Array.from({ length: 10 }, (_, index) => ownSchema(index))
  for (let i = 0; i < count; i++) {
    app.get(`/r${i}/:id`, { schema: schema(isShared ? shared[i % 10] : ownSchema(i), DECLARED[i % DECLARED.length]) }, handler)
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
