import { read } from './read.js'

/** The status that an error asks for, `statusCode` before `status`; `undefined` unless it is an integer from 400 to 599. */
export function statusOf (error: unknown): number | undefined {
  return errorStatus(read(error, 'statusCode')) ?? errorStatus(read(error, 'status'))
}

/** The value as a status from 400 to 599, also from a string of digits; else `undefined`. */
export function errorStatus (value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || !/^\d{3}$/.test(value))) return undefined
  const status = Number(value)
  return Number.isInteger(status) && status >= 400 && status <= 599 ? status : undefined
}
