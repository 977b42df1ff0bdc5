import { inspect, types } from 'node:util'
import { upstreamError } from './from-response.js'
import type { FromResponseOptions } from './from-response.js'
import { entryOfKey, isFault, isSameError } from '../catalog/known.js'
import type { NoDetails } from '../types/refused.js'
import type { DetailsArgument, ErrorDetails, KeyArgument, RegisteredErrorKey, RegisteredErrorName } from '../types/register.js'
import { optionsError } from '../messages/options-error.js'
import { clip } from '../values/bounded.js'
import { BRAND, isBranded } from '../values/brand.js'
import { read } from '../values/read.js'
import { setStackLimit } from '../values/stack-limit.js'

/** What goes with an {@link ApiError}. */
export interface ApiErrorOptions {
  /** What made it happen, for the log. It is never sent. */
  readonly cause?: unknown
  /** Headers to send with it, like `retry-after`. Those that describe a body are left out. */
  readonly headers?: Readonly<Record<string, string | number | readonly string[]>>
  /** Record a stack trace (default: for a 5xx without a cause). A trace is most of the cost of a throw, and an expected error does not need one. */
  readonly stack?: boolean
}

// Of any key, as in classes that extend `ApiError`, nothing is known.
type OptionsArgument<Key> = RegisteredErrorKey extends Key ? [options?: GivenOptions] : DetailsArgument<Key> extends []
  ? [options?: ApiErrorOptions & { readonly details?: NoDetails | undefined }]
  : DetailsArgument<Key> extends [infer D]
    ? [options: ApiErrorOptions & { readonly details: D }]
    : [options?: ApiErrorOptions & { readonly details?: DetailsArgument<Key>[0] }]

interface GivenOptions extends ApiErrorOptions { readonly details?: unknown }

/** Any key is what `Key` is while somebody types one, too: editors complete its texts, which are the names and no codes. */
type MadeWith<Key> = RegisteredErrorKey extends Key ? RegisteredErrorName | number | `${number}` : KeyArgument<Key>

/**
 * An error of the catalogue, to throw from anywhere, also from code that has no `reply`.
 *
 * It is an error by name only: the scope of the route that it is thrown in looks it up in its catalogue.
 *
 * @example
 * throw new ApiError('database_error', { cause: error })
 */
export class ApiError<const out Key extends string | number = RegisteredErrorKey> extends Error {
  override readonly name: string = 'ApiError'
  /** The name or code that it was made with. */
  readonly key: Key
  readonly details: ErrorDetails<Key>
  readonly headers: ApiErrorOptions['headers']

  constructor (key: MadeWith<Key>, ...options: OptionsArgument<Key>)
  constructor (key: Key, given?: GivenOptions) {
    // Before the limit is touched: each of these may throw.
    const message = String(key)
    if (given !== undefined && (typeof given !== 'object' || given === null)) throw notOptions(message, given)
    const options: GivenOptions | undefined = types.isNativeError(given) ? { cause: given } : given // an error in their place is the cause, which would be lost
    const cause = options !== undefined && 'cause' in options ? { cause: options.cause } : undefined
    const withStack = options?.stack ?? (cause?.cause === undefined && isFault(key))
    const limit = Error.stackTraceLimit
    if (!withStack) setStackLimit(undefined)
    super(message, cause)
    if (!withStack) {
      setStackLimit(limit)
      this.stack = `ApiError: ${message}` // who reads it may count on a text
    }
    this.key = key
    this.details = options?.details as ErrorDetails<Key>
    this.headers = options?.headers
  }

  /**
   * The error to raise for the answer of another service: the upstream's own where the catalogue has it, else the one
   * for network errors. Never throws; the response can still be read.
   *
   * @example
   * if (!response.ok) throw await ApiError.fromResponse(response, { catalog })
   */
  static async fromResponse (response: unknown, options?: FromResponseOptions): Promise<ApiError> {
    return await fromUpstream(response, options)
  }

  // Getters: an error that is thrown, caught and sent pays nothing for what observers read. Setters: Fastify assigns code and
  // status to what a validator throws, and so may others; what is sent is for the key to say.

  /** The code of the error, where its key stands for one error in the catalogues of this process. */
  get code (): string | undefined { return entryOfKey(this.key)?.code }
  set code (value) { shadow(this, 'code', value) }

  /** The HTTP status of the error, as {@link code}. The catalogue of the scope decides what is sent. */
  get status (): number | undefined { return entryOfKey(this.key)?.status }
  set status (value) { shadow(this, 'status', value) }

  /** The same as {@link status}, under the name that Fastify and its ecosystem read. */
  get statusCode (): number | undefined { return this.status }
  set statusCode (value) { shadow(this, 'statusCode', value) }

  /** The brand by which copies of this package recognise each other's errors. */
  get [BRAND] (): true { return true }
}

// Not in the class: a bundler renames a class that names itself.
async function fromUpstream (response: unknown, options?: FromResponseOptions): Promise<ApiError> {
  const { key, ...rest } = await upstreamError(response, options)
  // The catalogue has this name and took these details.
  return new ApiError<RegisteredErrorKey>(key as RegisteredErrorKey, ...([rest] as unknown as OptionsArgument<RegisteredErrorKey>))
}

/** Sources without types give the second argument of `Error`, or of another library: a sentence. */
function notOptions (message: string, options: unknown): TypeError {
  return optionsError('API_ERROR_INVALID_OPTIONS', `new ApiError(${JSON.stringify(clip(message, 100))}): the second argument must be { details, cause, headers }, got ${inspect(options, { depth: 0, maxStringLength: 100 })}`)
}

/** Gives an object a member of its own in the place of its getter. */
function shadow (on: object, name: string, value: unknown): void {
  Object.defineProperty(on, name, { value, writable: true, configurable: true, enumerable: true })
}

/** The errors with one of these keys, each with its own details. */
type ApiErrorWith<Key extends string | number> = RegisteredErrorKey extends Key ? ApiError<Key> : Key extends unknown ? ApiError<Key> : never

/** True for an `ApiError`, also for one of another copy of this package; never throws. */
export function isApiError (value: unknown): value is ApiError
/**
 * True for an `ApiError` of this name or code, in whichever form it was made with; also for one of another copy of this package; never throws.
 *
 * @param value - Anything.
 * @param key - The name or code that it has to have.
 */
export function isApiError<const Key extends string | number> (value: unknown, key: KeyArgument<Key>): value is ApiErrorWith<Key>
export function isApiError (value: unknown, key?: unknown): boolean {
  return isBranded(value) && (key === undefined || isSameError(read(value, 'key'), key))
}
