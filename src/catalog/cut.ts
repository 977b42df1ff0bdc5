import { definitionOf, isObject, isSingle, mapSchemas } from './json-schema.js'
import type { JsonSchema } from './json-schema.js'

/** Says whether a value fits a schema that is part of another. */
export type Fits = (schema: JsonSchema, value: unknown) => boolean

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

/** What of a schema applies to every value, what it refers to included, and the unions of which one type applies. */
interface Parts {
  readonly schemas: readonly JsonSchema[]
  readonly unions: ReadonlyArray<readonly JsonSchema[]>
}

/** What was found out of a value in one cut: unions in unions would ask, and cut, again and again. */
interface Known {
  /** The types that were chosen, by union. */
  readonly types: Map<readonly JsonSchema[], JsonSchema | undefined>
  /** What was left, by schema. */
  readonly cuts: Map<unknown, unknown>
}

type Choices = Map<object, Known>

/**
 * Cuts values of plain JSON down to what a schema names, at any depth: of a union to the first of its types that fits, of
 * an intersection to what any part names. Where a schema names nothing, the value is taken whole.
 */
export class Cutter {
  readonly #root: JsonSchema
  readonly #fits: Fits
  readonly #parts = new Map<JsonSchema, Parts>()
  readonly #constants = new Map<JsonSchema, ReadonlyArray<readonly [name: string, value: unknown]>>()

  constructor (root: JsonSchema, fits: Fits) {
    this.#root = root
    this.#fits = fits
  }

  cut (value: unknown): unknown {
    return this.#cut(value, [this.#root], new Map())
  }

  /** @param schemas - All of them describe the value. */
  #cut (value: unknown, schemas: readonly unknown[], choices: Choices): unknown {
    if (typeof value !== 'object' || value === null) return value
    const [schema] = schemas
    if (schemas.length > 1) return this.#cutObject(value, schemas, choices)
    const { cuts } = knownOf(value, choices)
    if (!cuts.has(schema)) cuts.set(schema, this.#cutObject(value, schemas, choices))
    return cuts.get(schema)
  }

  #cutObject (value: object, schemas: readonly unknown[], choices: Choices): unknown {
    const parts = [...new Set(schemas.flatMap(schema => isObject(schema) ? this.#applied(schema, value, choices) : []))] // one that two parts refer to would double at each depth
    if (Array.isArray(value)) {
      const lists = parts.filter(({ items }) => items !== undefined)
      return lists.length === 0 ? value : value.map((item, index) => this.#cut(item, lists.flatMap(list => itemSchemas(list, index)), choices))
    }
    const objects = parts.filter(namesMembers)
    return objects.length === 0 ? value : this.#members(value, objects, choices)
  }

  #members (value: object, schemas: readonly JsonSchema[], choices: Choices): object {
    const members: Array<[string, unknown]> = []
    for (const [name, member] of Object.entries(value) as Array<[string, unknown]>) {
      const own = schemas.flatMap(schema => memberSchemas(schema, name))
      if (own.length > 0) members.push([name, this.#cut(member, own, choices)])
    }
    return Object.fromEntries(members)
  }

  /** The schemas that apply to a value. */
  #applied (schema: JsonSchema, value: object, choices: Choices): readonly JsonSchema[] {
    const { schemas, unions } = this.#partsOf(schema)
    if (unions.length === 0) return schemas
    return [...schemas, ...unions.flatMap(types => {
      const type = this.#typeOf(types, value, choices)
      return type === undefined ? [] : this.#applied(type, value, choices)
    })]
  }

  #partsOf (schema: JsonSchema): Parts {
    const known = this.#parts.get(schema)
    if (known !== undefined) return known
    const schemas = new Set<JsonSchema>()
    const unions: JsonSchema[][] = []
    const add = (one: unknown): void => {
      if (!isObject(one) || schemas.has(one)) return
      schemas.add(one)
      const { anyOf, oneOf, allOf, then, else: otherwise, dependencies } = one
      for (const types of [anyOf, oneOf]) if (Array.isArray(types)) unions.push(types as JsonSchema[])
      for (const part of [definitionOf(one, this.#root), ...listOf(allOf), then, otherwise, ...Object.values(Object(dependencies))]) add(part)
    }
    add(schema)
    const parts = { schemas: [...schemas], unions }
    this.#parts.set(schema, parts)
    return parts
  }

  /** Of the types that a value may be of, the first that fits; the only one is left to whoever checks the whole. */
  #typeOf (types: readonly JsonSchema[], value: object, choices: Choices): JsonSchema | undefined {
    const likely = types.filter(type => !isSingle(type) && this.#isLikely(type, value))
    if (likely.length < 2) return likely[0]
    const { types: known } = knownOf(value, choices)
    if (!known.has(types)) known.set(types, likely.find(type => this.#fits(type, this.#cut(value, [type], choices))))
    return known.get(types)
  }

  /** False for a type with constant members that the value has other values of: a union is told apart by them at sight. */
  #isLikely (type: JsonSchema, value: object): boolean {
    return this.#constantsOf(type).every(([name, constant]) => (value as Readonly<Record<string, unknown>>)[name] === constant)
  }

  #constantsOf (type: JsonSchema): ReadonlyArray<readonly [name: string, value: unknown]> {
    const known = this.#constants.get(type)
    if (known !== undefined) return known
    const { properties, required } = Object(type) as JsonSchema
    const constants = Object.entries(Object(properties) as Record<string, JsonSchema>).filter(([name, { const: only }]) => listOf(required).includes(name) && only !== undefined && typeof only !== 'object')
      .map(([name, { const: only }]) => [name, only] as const)
    this.#constants.set(type, constants)
    return constants
  }
}

function knownOf (value: object, choices: Choices): Known {
  const known = choices.get(value) ?? { types: new Map(), cuts: new Map() }
  choices.set(value, known)
  return known
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
