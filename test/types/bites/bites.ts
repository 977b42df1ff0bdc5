import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiErrorPluginOptions } from 'fastify-api-error'
import apiError, { ApiError, isApiError, defaultCatalog, defineCatalog } from 'fastify-api-error'

// Each line that ends in "// says: …" must fail to compile, with a message that has every text of the comment
// (between "&"; of texts between "or", one). No other line may fail. types.test.ts reads the comments.

const app = Fastify()
await app.register(apiError)
const schema = { apiErrors: ['object_not_found', 'invalid_field_value'] } as const

app.get('/default', { schema: { apiErrors: ['object_not_found', 'invalid_email'] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('unauthorized') // says: "unauthorized"' is not assignable to & "object_not_found" & "invalid_email"
  return reply.apiError(1000) // says: '1000' is not assignable to & "object_not_found" & "invalid_email"
})

app.get('/sync', { schema: { apiErrors: ['object_not_found'] } }, (_request, reply) => {
  return reply.apiError('unauthorized') // says: "unauthorized"' is not assignable to & "object_not_found"
})

app.route({
  method: 'GET',
  url: '/route',
  schema: { apiErrors: ['object_not_found'] },
  handler: async (_request, reply) => reply.apiError('unauthorized') // says: "unauthorized"' is not assignable to & "object_not_found"
})

app.withTypeProvider<TypeBoxTypeProvider>().get('/typebox', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
  return reply.apiError('unauthorized') // says: "unauthorized"' is not assignable to & "object_not_found"
})

app.withTypeProvider<ZodTypeProvider>().get('/zod', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
  return reply.apiError('unauthorized') // says: "unauthorized"' is not assignable to & "object_not_found"
})

app.get('/details', { schema }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('invalid_field_value') // says: Expected 2-3 arguments, but got 1
  return reply.apiError('invalid_field_value', { fields: [1] }) // says: Type 'number' is not assignable to type 'string'
})

app.get('/any', async (_request, reply) => {
  return reply.apiError('2003') // says: "2003"' is not assignable to & "unauthorized" | or "application_already_exists" |
})

// A name that there is not is said to be wrong, also with details behind it.
app.get('/misspelt', async (request, reply) => {
  if (request.url === '/1') return reply.apiError('invalid_feld_value', { fields: [] }) // says: "invalid_feld_value"' is not assignable to & "unauthorized" | or "application_already_exists" |
  if (request.url === '/2') return reply.apiError('invalid_feld_value', undefined, { cause: 1 }) // says: "invalid_feld_value"' is not assignable to
  return reply.apiError('invalid_feld_value') // says: "invalid_feld_value"' is not assignable to
})
app.get('/misspelt-declared', { schema }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('invalid_feld_value', { fields: [] }) // says: "invalid_feld_value"' is not assignable to & "object_not_found" & "invalid_field_value"
  return reply.apiError('invalid_feld_value') // says: "invalid_feld_value"' is not assignable to & "object_not_found" & "invalid_field_value"
})
declare const either: 'unauthorized' | 'invalid_field_value'
app.get('/union', async (_request, reply) => reply.apiError(either)) // says: Expected 2-3 arguments, but got 1

app.get('/list', { schema: { apiErrors: ['unauthorised'] } }, async () => 'fine') // says: "unauthorised"' is not assignable to & "unauthorized" | or "application_already_exists" | & Did you mean '"unauthorized"'?
app.get('/list-second', { schema: { apiErrors: ['unauthorized', 'nothing'] } }, async () => 'fine') // says: "nothing"' is not assignable to & "unauthorized" | or "application_already_exists" |
app.apiErrors.declare('nothing') // says: "nothing"' is not assignable to & "unauthorized" | or "application_already_exists" |

export const error = new ApiError('nothing') // says: "nothing"' is not assignable to & "1000" | "1001" | "1002"
export const misspelt = new ApiError('invalid_feld_value', { details: { fields: [] } }) // says: "invalid_feld_value"' is not assignable to
export const isMisspelt = isApiError(error, 'invalid_feld_value') // says: "invalid_feld_value"' is not assignable to
export const incomplete = new ApiError('invalid_field_value') // says: Expected 2 arguments, but got 1

export const classifiers: ApiErrorPluginOptions[] = [
  { classify: () => 'unauthorised' }, // says: "unauthorised"' is not assignable to & Did you mean '"unauthorized"'?
  { classify: () => 'invalid_field_value' }, // says: "invalid_field_value"' is not assignable to
  { classify: async () => 'unauthorized' as const }, // says: Type 'Promise<"unauthorized">' is not assignable to
  { classify: () => ({ name: 'unauthorized' as const }) } // says: BrandedError
]

defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Billing.' } },
  errors: {
    first_one: { code: '5001', status: 400, description: 'First.' }, // says: Code 5001 is also the code of second_one: take another, or say shared: true on each
    second_one: { code: '5001', status: 400, description: 'Second.' }, // says: Code 5001 is also the code of first_one: take another, or say shared: true on each
    third_one: { code: '1000', status: 400, description: 'Third.' } // says: Code 1000 is also the code of unauthorized: take another, or say shared: true on each
  }
}, { extend: defaultCatalog })

defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Billing.' } },
  errors: { first_one: { code: '5001', status: 400, description: 'First.' }, second_one: { code: '5002', status: 500, description: 'Second.' } },
  fallback: { '4xx': 'third_one', '5xx': 'second_one' } // says: "third_one"' is not assignable to & "first_one" & "second_one"
})
