import { createHash } from 'node:crypto'

const STATUSES = [400, 401, 402, 403, 404, 409, 410, 422, 429, 503]

/** Definitions of a catalogue of sixty errors, a third of them with details. */
export const errors = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`widget_problem_${index}`, {
  code: String(10_000 + index),
  status: STATUSES[index % STATUSES.length],
  description: `The widget has the problem number ${index}.`,
  ...index % 3 === 0 && { details: { type: 'object', properties: { left: { type: 'integer' } }, required: ['left'] } }
}]))

const names = Object.keys(errors)
const hash = text => createHash('md5').update(text).digest().readUInt32BE()

/** The errors that a route declares. */
export const declarations = {
  none: () => undefined,
  same: () => names.slice(0, 5),
  mixed: index => [...new Set([0, 1, 2, 3, 4].map(at => names[hash(`${index}:${at}`) % names.length]))]
}

const user = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    email: { type: 'string', format: 'email' },
    address: { type: 'object', properties: { street: { type: 'string' }, city: { type: 'string' }, zip: { type: 'string' } } },
    roles: { type: 'array', items: { type: 'string' } },
    created_at: { type: 'string', format: 'date-time' }
  }
}

/** What a route says of itself beside its errors. */
export const descriptions = {
  typical: index => ({
    summary: `Does thing ${index}`,
    description: `Does thing number ${index}, and says what came of it.`,
    tags: ['things'],
    operationId: `thing${index}`,
    params: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
    querystring: { type: 'object', properties: { limit: { type: 'integer', default: 10 }, offset: { type: 'integer' } } },
    ...index % 2 === 1 && { body: user },
    response: { 200: user }
  }),
  minimal: () => ({ response: { 200: { type: 'object', properties: { id: { type: 'integer' } } } } })
}
