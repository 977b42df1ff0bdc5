import { read } from './read.js'

/** The status that an error asks for, `statusCode` before `status`; `undefined` unless it is one from 400 to 599. */
export function statusOf (error: unknown): number | undefined {
  return errorStatus(read(error, 'statusCode')) ?? errorStatus(read(error, 'status'))
}

/** The value as a status from 400 to 599, also from a text, else `undefined`. Read as Fastify and Node do: 404.5 leaves as 404. */
export function errorStatus (value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d{3}(?:\.\d{1,9})?$/.test(value))) return undefined
  const status = Number(value)
  return status >= 400 && status <= 599 ? Math.trunc(status) : undefined
}
