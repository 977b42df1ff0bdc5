import { defaultCatalog } from '../catalog/default.js'
import type { Catalog } from '../catalog/catalog.js'
import type { CatalogEntry } from '../catalog/types.js'
import { checkDetails } from '../catalog/details.js'
import { withoutMembers } from '../catalog/members.js'
import { read, readString } from '../values/read.js'
import { errorStatus } from '../values/status.js'
import { findError } from '../client/parse.js'
import type { FoundError } from '../client/parse.js'
import type { ParseOptions } from '../client/types.js'

/** How the error of an upstream is read. */
export interface FromResponseOptions extends ParseOptions {
  /** The catalogue that decides which errors of the upstream are passed on (default: the built-in one). */
  readonly catalog?: Catalog
}

/** What an `ApiError` is made of. */
export interface UpstreamError {
  readonly key: string
  readonly details: unknown
  readonly headers: Readonly<Record<string, string>> | undefined
  readonly cause: Error
}

/**
 * The error to raise for the answer of another service: the upstream's own where the catalogue has it, with its
 * details, else the one that stands for network errors. Never throws, and leaves the response to be read.
 *
 * @param source - What the client takes: a response of `fetch`, or what axios, ky or got threw.
 */
export async function upstreamError (source: unknown, { catalog = defaultCatalog, ...bounds }: FromResponseOptions = {}): Promise<UpstreamError> {
  const found = await findError(source, bounds)
  const known = knownError(catalog, found)
  const { name } = known?.entry ?? catalog.role('network') ?? catalog.fallback(502)
  return { key: name, details: known?.details, headers: retryAfter(source), cause: causeOf(source, found) }
}

/** The error of the catalogue that was found, with its details; nothing where they cannot be read or checked (a proxy, bodies nested too deep). */
function knownError (catalog: Catalog, found: FoundError | undefined): { entry: CatalogEntry, details: unknown } | undefined {
  try {
    const { code, error, ...details } = found?.body ?? { code: '', error: '' }
    const entry = catalog.find(code, error)
    if (entry === undefined) return undefined
    // Members that the catalogue does not know are not passed on, nor those of the other request.
    const checked = checkDetails(entry, entry.details === undefined ? undefined : withoutMembers(details, entry.members))
    return checked.problem === undefined ? { entry, details: checked.details } : undefined
  } catch {
    return undefined
  }
}

/** When to come again is for the caller of this service too; all other headers are between the two services. */
function retryAfter (source: unknown): Record<string, string> | undefined {
  const value = headerOf(read(responseOf(source), 'headers'), 'retry-after')
  return typeof value === 'string' ? { 'retry-after': value } : undefined
}

/** A header, of `Headers` or of a plain object. */
function headerOf (headers: unknown, name: string): unknown {
  try {
    const { get } = headers as { get?: unknown }
    return typeof get === 'function' ? get.call(headers, name) as unknown : read(headers, name)
  } catch {
    return undefined
  }
}

/** For the log: who answered what. The query of the address may hold secrets, and stays out. */
function causeOf (source: unknown, found: FoundError | undefined): Error {
  const response = responseOf(source)
  const [address] = readString(response, 'url').split(/[?#]/, 1)
  const status = found?.status ?? errorStatus(read(response, 'status')) ?? errorStatus(read(response, 'statusCode'))
  const answer = found === undefined ? 'no error of a catalogue' : `${readString(found.body, 'code').slice(0, 100)} ${readString(found.body, 'error').slice(0, 100)}`.trim()
  const message = ['upstream', address, 'answered', status, 'with', answer].filter(Boolean).join(' ')
  return new Error(message, readString(source, 'message') === '' ? undefined : { cause: source })
}

/** The response that a value is, or has. */
const responseOf = (source: unknown): unknown => read(source, 'response') ?? source
