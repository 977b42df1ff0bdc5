import { read } from '../values/read.js'

/** True for what an async function of the service returns; never throws. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> => typeof read(value, 'then') === 'function'
