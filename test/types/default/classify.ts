import Fastify from 'fastify'
import apiError, { ApiError, isMissingRow, isUniqueViolation } from 'fastify-api-error'
import type { ClassifyTable } from 'fastify-api-error'

// A table of classify names errors of the catalogue, each with a function that says whether it stands for a value.
export const tables: ClassifyTable[] = [
  { object_already_exists: isUniqueViolation, object_not_found: isMissingRow },
  { network_error: (error, request) => error instanceof TypeError && request.method === 'GET' && { headers: { 'retry-after': 1 }, cause: error } },
  { invalid_field_value: error => error instanceof RangeError ? { details: { fields: ['page'] } } : undefined },
  // @ts-expect-error -- there is no such error
  { object_not_fond: isMissingRow },
  // @ts-expect-error -- its details are missing
  { invalid_field_value: () => true },
  // @ts-expect-error -- its details are others
  { invalid_field_value: () => ({ details: { fields: 'page' } }) },
  // @ts-expect-error -- it takes no text
  { unauthorized: () => 'text' },
  // @ts-expect-error -- a promise is true whatever it becomes
  { unauthorized: async () => true }
]

const app = Fastify()
app.register(apiError, { classify: { object_already_exists: isUniqueViolation } })
app.register(apiError, { classify: error => error instanceof RangeError ? new ApiError('invalid_field_value', { details: { fields: ['page'] } }) : undefined })
// @ts-expect-error -- there is no such error
app.register(apiError, { classify: { nothing: () => true } })
