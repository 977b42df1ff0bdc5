import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { ApiErrorPluginOptions } from 'fastify-api-error'
import type { ValueOf } from '../../../src/catalog/infer.js'
import apiError, { ApiError, isApiError, defaultCatalog, defineCatalog } from 'fastify-api-error'

// Each line that ends in "// says: …" must fail to compile, with a message that has every text of the comment
// (between "&"; of texts between "or", one). No other line may fail. types.test.ts reads the comments.

const app = Fastify()
await app.register(apiError)
declare const either: 'unauthorized' | 'invalid_field_value'
const schema = { apiErrors: ['object_not_found', 'invalid_field_value'] } as const

app.get('/default', { schema: { apiErrors: ['object_not_found', 'invalid_email'] } }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('unauthorized') // says: Refused<"the route does not declare unauthorized; add it to its schema.apiErrors, or use", & "object_not_found" & "invalid_email"
  return reply.apiError(1000) // says: Refused<"the route does not declare unauthorized; add it to its schema.apiErrors, or use", & "object_not_found" & "invalid_email"
})

app.get('/sync', { schema: { apiErrors: ['object_not_found'] } }, (_request, reply) => {
  return reply.apiError('unauthorized') // says: Refused<"the route does not declare unauthorized; add it to its schema.apiErrors, or use", "object_not_found">
})

app.route({
  method: 'GET',
  url: '/route',
  schema: { apiErrors: ['object_not_found'] },
  handler: async (_request, reply) => reply.apiError('unauthorized') // says: Refused<"the route does not declare unauthorized; add it to its schema.apiErrors, or use", "object_not_found">
})

app.withTypeProvider<TypeBoxTypeProvider>().get('/typebox', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
  return reply.apiError('unauthorized') // says: Refused<"the route does not declare unauthorized; add it to its schema.apiErrors, or use", "object_not_found">
})

app.withTypeProvider<ZodTypeProvider>().get('/zod', { schema: { apiErrors: ['object_not_found'] } }, async (_request, reply) => {
  return reply.apiError('unauthorized') // says: Refused<"the route does not declare unauthorized; add it to its schema.apiErrors, or use", "object_not_found">
})

app.get('/details', { schema }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('invalid_field_value') // says: Expected 2-3 arguments, but got 1
  return reply.apiError('invalid_field_value', { fields: [1] }) // says: Type 'number' is not assignable to type 'string'
})

// An error without details takes none.
app.get('/plain', async (request, reply) => {
  if (request.url === '/1') return reply.apiError('unauthorized', { fields: [] }) // says: 'fields' does not exist in type 'NoDetails'
  if (request.url === '/2') return reply.apiError('unauthorized', { cause: 1 }) // says: 'cause' does not exist in type 'NoDetails'
  return reply.apiError('unauthorized', 'no token') // says: 'string' is not assignable to & 'NoDetails
})

app.get('/any', async (request, reply) => {
  if (request.url === '/1') return reply.apiError(404) // says: Refused<"no error has the code 404; use a name", & "unauthorized" | or "application_already_exists" |
  if (request.url === '/2') return reply.apiError('xyz') // says: Refused<"there is no error xyz; there are", & "unauthorized" | or "application_already_exists" |
  if (request.url === '/3') return reply.apiError(String(request.id)) // says: 'string' is not assignable to & "unauthorized" | or "application_already_exists" |
  if (request.url === '/4') return reply.apiError('user_not_found') // says: Refused<"there is no error user_not_found; did you mean", & "object_not_found" & "component_not_found"
  if (request.url === '/5') return reply.apiError('nauthorized') // says: Refused<"there is no error nauthorized; did you mean", "unauthorized">
  return reply.apiError('2003') // says: Refused<"several errors have the code 2003; use a name", & "object_already_exists" & "email_already_exists"
})

// A name that there is not is said to be wrong, also with details behind it.
app.get('/misspelt', async (request, reply) => {
  if (request.url === '/1') return reply.apiError('invalid_feld_value', { fields: [] }) // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
  if (request.url === '/2') return reply.apiError('invalid_feld_value', undefined, { cause: 1 }) // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
  return reply.apiError('invalid_feld_value') // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
})
app.get('/misspelt-declared', { schema }, async (request, reply) => {
  if (request.url === '/1') return reply.apiError('invalid_feld_value', { fields: [] }) // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
  return reply.apiError('invalid_feld_value') // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
})
app.get('/none', { schema: { apiErrors: [] } }, async (_request, reply) => reply.apiError('unauthorized')) // says: Refused<"the route declares no errors; add unauthorized to its schema.apiErrors", never>
app.get('/neither', { schema }, async (_request, reply) => {
  return reply.apiError(either, { fields: [] }) // says: Type '"unauthorized"' is not assignable to & "object_not_found" & "invalid_field_value"
})
app.get('/union', async (_request, reply) => reply.apiError(either)) // says: Expected 2-3 arguments, but got 1

app.get('/list', { schema: { apiErrors: ['unauthorised'] } }, async () => 'fine') // says: "unauthorised"' is not assignable to & "unauthorized" | or "application_already_exists" | & Did you mean '"unauthorized"'?
app.get('/list-second', { schema: { apiErrors: ['unauthorized', 'nothing'] } }, async () => 'fine') // says: "nothing"' is not assignable to & "unauthorized" | or "application_already_exists" |
app.apiErrors.declare('nothing') // says: "nothing"' is not assignable to & "unauthorized" | or "application_already_exists" |

export const error = new ApiError('nothing') // says: Refused<"there is no error nothing; did you mean", "not_allowed">
export const misspelt = new ApiError('invalid_feld_value', { details: { fields: [] } }) // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
export const isMisspelt = isApiError(error, 'invalid_feld_value') // says: Refused<"there is no error invalid_feld_value; did you mean", "invalid_field_value">
export const ofCode = isApiError(error, 2003) // says: Refused<"several errors have the code 2003; use a name", & "object_already_exists" & "email_already_exists"
export const ofText = isApiError(error, String(error)) // says: 'string' is not assignable to & "unauthorized" | or "application_already_exists" |
export const plain = new ApiError('unauthorized', { details: { fields: [] } }) // says: 'fields' does not exist in type 'NoDetails'
export const incomplete = new ApiError('invalid_field_value') // says: Expected 2 arguments, but got 1

export const classifiers: ApiErrorPluginOptions[] = [
  { classify: () => 'unauthorised' }, // says: "unauthorised"' is not assignable to & KeyWithoutDetails & Did you mean '"unauthorized"'?
  { classify: () => 'invalid_field_value' }, // says: "invalid_field_value"' is not assignable to & KeyWithoutDetails & AnyApiError
  { classify: async () => 'unauthorized' as const }, // says: Type 'Promise<"unauthorized">' is not assignable to & KeyWithoutDetails
  { classify: () => ({ name: 'unauthorized' as const }) }, // says: missing the following properties from type 'AnyApiError'
  { classify: { unauthorised: () => true } }, // says: 'unauthorised' does not exist in type & ClassifyTable
  { classify: { invalid_field_value: () => true } }, // says: ClassifyFunction<false | ClassifiedWithDetails<{ fields: string[]; }> | null | undefined>
  { classify: { unauthorized: async () => true } }, // says: Type 'Promise<boolean>' is not assignable to type 'boolean | Classified | null | undefined'
  { classify: { unauthorized: 'P2002' } } // says: Type 'string' is not assignable to type 'ClassifyFunction<
]

// Details that a JSON Schema declares are shown as what they are.
interface Schema { type: 'object', required: ['left'], properties: { left: { type: 'integer' }, why: { enum: ['lost', 'stolen'] } } }
export const details: ValueOf<Schema> = { why: 'lost' } // says: required in type '{ left: number; why?:

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
