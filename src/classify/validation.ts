import { recognise } from './recognise.js'
import { read, readString } from '../values/read.js'

const MAX_FIELDS = 32
const MAX_LENGTH = 128
/** Of longer lists and paths the rest is not looked at: they are made by whoever sent the request. */
const MAX_LOOKED_AT = 512

/**
 * The fields that failed validation, as dotted paths like `address.zip` or `items.0.name`; `undefined`
 * when the error is not one of validation.
 *
 * Knows the errors of Ajv (also those of type providers that speak its form), and of compilers that
 * return an error of their own: Joi (`details`), zod (`issues`), yup (`inner`), each with a `path`.
 * A field of the whole input is named after the part of the request: `body`, `querystring`, `params`, `headers`.
 * Names may come from the request: at most 32 of them, at most 128 characters each.
 */
export function failedFields (error: unknown): string[] | undefined {
  const failures = failuresOf(error)
  if (failures === undefined) return undefined
  const part = readString(error, 'validationContext')
  const names = failures.flatMap(fieldsOf).map(field => nameOfField(field, part))
  const fields = [...new Set(names)].filter(name => name !== '').slice(0, MAX_FIELDS)
  return fields.length === 0 && part !== '' ? [part] : fields
}

/** A field as it is sent. Half a character, which a client may have sent, has parsers of JSON that are strict refuse the whole body. */
export function nameOfField (field: string, part: string): string {
  return (field === '' ? part : field).slice(0, MAX_LENGTH).replace(/\p{Surrogate}/gu, '\ufffd')
}

/** What a validator says is wrong, the first of it; `undefined` when the error is not one of validation. */
export function failuresOf (error: unknown): unknown[] | undefined {
  const failures = itemsOf(read(error, 'validation'))
  if (failures !== undefined) return failures
  if (readString(error, 'validationContext') === '') return undefined // Fastify says it of every error of a validator
  for (const key of ['details', 'issues', 'inner', 'errors']) {
    const list = itemsOf(read(error, key))
    if (list !== undefined) return list.length > 0 ? list : [error]
  }
  // A validator that asks a database or another service, which failed.
  return recognise(error).role === undefined ? [error] : undefined
}

/** The fields that a failure is about: its path, or where it is put at their parent, the parent's path and they. */
export function fieldsOf (failure: unknown): string[] {
  const path = pathOf(failure)
  const children = childrenOf(failure)
  return children.length === 0 ? [path.join('.')] : children.map(child => [...path, child].join('.'))
}

function pathOf (failure: unknown): string[] {
  const path = read(failure, 'path')
  const segments = itemsOf(path)
  if (segments !== undefined) return segments.map(segmentOf)
  const pointer = read(failure, 'instancePath')
  if (typeof pointer === 'string') return pointer.slice(0, MAX_LOOKED_AT).split('/').slice(1).filter(token => token !== '').map(decodePointer)
  return typeof path === 'string' ? dotted(path) : []
}

/** The properties that are missing, or too many, or badly named. */
function childrenOf (failure: unknown): string[] {
  const params = read(failure, 'params')
  for (const key of ['missingProperty', 'additionalProperty', 'unevaluatedProperty', 'propertyName']) {
    const child = readString(params, key)
    if (child !== '') return [child]
  }
  const inner = readString(failure, 'propertyName') // Ajv, of a name that does not fit `propertyNames`
  if (inner !== '') return [inner]
  return (itemsOf(read(params, 'keys')) ?? itemsOf(read(failure, 'keys')) ?? []).map(segmentOf) // zod
}

/** One step of a path: a key, or as Standard Schema has it, an object with a key. */
function segmentOf (segment: unknown): string {
  const key = typeof segment === 'object' ? read(segment, 'key') : segment
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'symbol' ? String(key) : ''
}

/** The first items of an array. Proxies may refuse, and lie about its length. */
function itemsOf (list: unknown): unknown[] | undefined {
  if (!isArray(list)) return undefined
  const length = read(list, 'length')
  return Array.from({ length: typeof length === 'number' ? Math.min(length, MAX_LOOKED_AT) : 0 }, (_, index) => read(list, index))
}

function isArray (value: unknown): boolean {
  try {
    return Array.isArray(value)
  } catch {
    return false // a revoked proxy
  }
}

/** yup's form: `items[0].name`, `["a.b"].c`. */
function dotted (path: string): string[] {
  const plain = path.slice(0, MAX_LOOKED_AT).replaceAll(/\["?([^\]"]*)"?\]/g, '.$1')
  return plain.split('.').filter(token => token !== '')
}

const decodePointer = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~')
