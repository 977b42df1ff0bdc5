import { read, readString } from './read.js'

const MAX_FIELDS = 32
const MAX_LENGTH = 128

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
  const part = readString(error, 'validationContext')
  const failures = listOf(error)
  if (failures === undefined) return undefined
  const fields = new Set<string>()
  for (let i = 0; i < failures.length && fields.size < MAX_FIELDS; i++) {
    const field = fieldOf(read(failures, i)) || part
    if (field !== '') fields.add(field.slice(0, MAX_LENGTH))
  }
  if (fields.size === 0 && part !== '') fields.add(part)
  return [...fields]
}

function listOf (error: unknown): readonly unknown[] | undefined {
  const validation = read(error, 'validation')
  if (Array.isArray(validation)) return validation
  if (readString(error, 'validationContext') === '' || readString(error, 'code') === '') return undefined
  for (const key of ['details', 'issues', 'inner', 'errors']) {
    const list = read(error, key)
    if (Array.isArray(list)) return list
  }
  return read(error, 'statusCode') === 400 ? [] : undefined
}

function fieldOf (failure: unknown): string {
  const path = read(failure, 'path')
  if (Array.isArray(path)) return path.map(String).join('.')
  if (typeof path === 'string' && read(failure, 'instancePath') === undefined) return path
  const parent = readString(failure, 'instancePath').split('/').slice(1).map(decodePointer)
  const child = childOf(read(failure, 'params'))
  return (child === '' ? parent : [...parent, child]).join('.')
}

/** The property that a failure is about, where Ajv puts the failure at its parent. */
function childOf (params: unknown): string {
  return readString(params, 'missingProperty') || readString(params, 'additionalProperty') ||
    readString(params, 'unevaluatedProperty') || readString(params, 'propertyName')
}

const decodePointer = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~')
