import { definitionOf, isObject, isSingle, mapSchemas } from './json-schema.js'
import type { JsonSchema } from './json-schema.js'

/** Says whether a value fits a schema that is part of another. */
export type Fits = (schema: JsonSchema, value: unknown) => boolean

/**
 * Cuts a value of plain JSON down to what a schema names, at any depth: of a union to the first of its types that fits, of
 * an intersection to what any part names. Where a schema names nothing, the value is taken whole.
 */
export function cut (value: unknown, schema: JsonSchema, fits: Fits): unknown {
  return new Cutter(schema, fits).cut(value, [schema])
}

/** True for a schema with something that only {@link cut} cuts: what names members by other means than their names. */
export function needsCut (schema: unknown): boolean {
  if (!isObject(schema)) return false
  const { anyOf, items, additionalProperties = false } = schema
  if (['oneOf', 'allOf', 'if', 'dependencies', 'patternProperties'].some(keyword => keyword in schema) || Array.isArray(items) || additionalProperties !== false) return true
  if (Array.isArray(anyOf) && anyOf.filter(one => !isSingle(one)).length > 1) return true
  let found = false
  mapSchemas(schema, inner => { found ||= needsCut(inner) })
  return found
}

class Cutter {
  readonly #root: JsonSchema
  readonly #fits: Fits
  /** What is left of a value for one type of a union: unions in unions would ask again and again. */
  readonly #tried = new WeakMap<object, Map<JsonSchema, unknown>>()

  constructor (root: JsonSchema, fits: Fits) {
    this.#root = root
    this.#fits = fits
  }

  /** @param schemas - All of them describe the value. */
  cut (value: unknown, schemas: readonly unknown[]): unknown {
    if (typeof value !== 'object' || value === null) return value
    const parts = schemas.flatMap(schema => this.#partsOf(schema, value, new Set()))
    if (Array.isArray(value)) {
      const lists = parts.filter(({ items }) => items !== undefined)
      return lists.length === 0 ? value : value.map((item, index) => this.cut(item, lists.flatMap(list => itemSchemas(list, index))))
    }
    const objects = parts.filter(namesMembers)
    return objects.length === 0 ? value : this.#members(value, objects)
  }

  #members (value: object, schemas: readonly JsonSchema[]): object {
    return Object.fromEntries(Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
      const own = schemas.flatMap(schema => memberSchemas(schema, name))
      return own.length === 0 ? [] : [[name, this.cut(member, own)]]
    }))
  }

  /** The schemas that apply to a value: the schema, what it refers to, the type of a union that the value is of. */
  #partsOf (schema: unknown, value: object, seen: Set<unknown>): JsonSchema[] {
    if (!isObject(schema) || seen.has(schema)) return []
    seen.add(schema)
    const { anyOf, oneOf, allOf, then, else: otherwise, dependencies } = schema
    const more = [definitionOf(schema, this.#root), ...listOf(allOf), this.#typeOf(listOf(anyOf), value), this.#typeOf(listOf(oneOf), value), then, otherwise, ...Object.values(Object(dependencies))]
    return [schema, ...more.flatMap(one => this.#partsOf(one, value, seen))]
  }

  #typeOf (types: readonly unknown[], value: object): unknown {
    const [first, second] = types.filter(type => !isSingle(type))
    if (second === undefined) return first
    return types.find(type => isObject(type) && this.#fits(type, this.#try(value, type)))
  }

  #try (value: object, type: JsonSchema): unknown {
    const tried = this.#tried.get(value) ?? new Map<JsonSchema, unknown>()
    this.#tried.set(value, tried)
    if (!tried.has(type)) tried.set(type, this.cut(value, [type]))
    return tried.get(type)
  }
}

const namesMembers = ({ properties, patternProperties, additionalProperties }: JsonSchema): boolean =>
  properties !== undefined || patternProperties !== undefined || isNamed(additionalProperties)

/** `additionalProperties: {}` and `true` say that there are others. */
const isNamed = (schema: unknown): boolean => schema === true || isObject(schema)

/** The schemas of a member, if the schema names it. */
function memberSchemas ({ properties, patternProperties, additionalProperties }: JsonSchema, name: string): unknown[] {
  const own: unknown[] = Object.hasOwn(Object(properties), name) ? [(properties as JsonSchema)[name]] : []
  own.push(...Object.entries(Object(patternProperties)).filter(([pattern]) => RegExp(pattern, 'u').test(name)).map(([, schema]) => schema))
  return own.length === 0 && isNamed(additionalProperties) ? [additionalProperties] : own
}

function itemSchemas ({ items, additionalItems }: JsonSchema, index: number): unknown[] {
  if (!Array.isArray(items)) return [items]
  return [index < items.length ? items[index] : additionalItems]
}

const listOf = (value: unknown): unknown[] => Array.isArray(value) ? value : []
