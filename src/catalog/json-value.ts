import { isBoxedPrimitive } from 'node:util/types'
import { definitionOf, isObject, isSingle } from './json-schema.js'
import type { JsonSchema as Schema } from './json-schema.js'

/**
 * What of a value a schema names, so that the rest is never read: a row of a database may drag along half a program.
 * Nothing at all means any JSON, which is taken whole.
 */
export interface Shape {
  readonly members?: ReadonlyMap<string, Shape>
  readonly items?: Shape
}

/** A shape that is being made: recursive schemas refer to it before it is complete. */
interface Growing { members?: Map<string, Shape>, items?: Shape }

/**
 * The shape of the values that a schema describes.
 *
 * @param root - The schema in whose `definitions` references lead.
 */
export function shapeOf (schema: unknown, root: unknown = schema, known: Map<unknown, Shape> = new Map()): Shape {
  if (!isObject(schema)) return WHOLE
  const shape = known.get(schema)
  if (shape !== undefined) return shape
  known.set(schema, WHOLE) // a reference to itself alone
  const target = definitionOf(schema, root)
  if (target !== undefined) return shapeOf(target, root, known)
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    if (Array.isArray(schema[keyword])) return isAlone(schema, keyword) ? unionShape(schema[keyword], root, known) : WHOLE
  }
  const growing: Growing = {}
  known.set(schema, growing)
  if (schema['type'] === 'array' && isObject(schema['items']) && isAlone(schema, 'items')) growing.items = shapeOf(schema['items'], root, known)
  if (schema['type'] === 'object' && isObject(schema['properties']) && isAlone(schema, 'properties')) growing.members = membersOf(schema['properties'], root, known)
  return growing
}

const WHOLE: Shape = {}

/** Keywords that name something of a value. */
const NAMING = ['properties', 'patternProperties', 'items', 'anyOf', 'oneOf', 'allOf', 'if', 'dependencies', '$ref'] as const

/** True if no other keyword names something of a value. `additionalProperties: false` names nothing. */
function isAlone (schema: Schema, keyword: typeof NAMING[number]): boolean {
  return (schema['additionalProperties'] ?? false) === false && !NAMING.some(other => other !== keyword && other in schema)
}

function membersOf (properties: Schema, root: unknown, known: Map<unknown, Shape>): Map<string, Shape> {
  return new Map(Object.entries(properties).map(([name, schema]) => [name, shapeOf(schema, root, known)]))
}

/** Of several types, what any of them names: that of the only one that is no single value, or the members of all. Which of them it is, is for checks to say. */
function unionShape (schemas: readonly unknown[], root: unknown, known: Map<unknown, Shape>): Shape {
  const [first = WHOLE, ...more] = schemas.filter(schema => !isSingle(schema)).map(schema => shapeOf(schema, root, known))
  return more.reduce(mergedShape, first)
}

function mergedShape (one: Shape, other: Shape): Shape {
  if (one === other) return one
  if (one.members === undefined || other.members === undefined) return WHOLE
  const shared = [...other.members].map(([name, shape]) => [name, mergedShape(one.members?.get(name) ?? shape, shape)] as const)
  return { members: new Map([...one.members, ...shared]) }
}

/**
 * What `JSON.parse(JSON.stringify(value))` gives, less what the shape does not name: `toJSON` is called, and members that are
 * not enumerable, `undefined` or a symbol are left out.
 *
 * @throws What `JSON.stringify` throws (a cycle, a bigint), or a getter, a `toJSON` or a proxy of the value.
 */
export function jsonOf (value: unknown, shape: Shape, key = ''): unknown {
  switch (typeof value) {
    case 'string': case 'boolean': return value
    case 'number': return Number.isFinite(value) ? value : null
    case 'object': return value === null ? null : objectJson(value, shape, key)
    default: return wholeJson(value, key)
  }
}

function objectJson (value: object, shape: Shape, key: string): unknown {
  if (shape.members === undefined && shape.items === undefined) return wholeJson(value, key)
  const { toJSON }: { readonly toJSON?: unknown } = value
  const shown: unknown = typeof toJSON === 'function' ? toJSON.call(value, key) : value
  if (Array.isArray(shown)) return shape.items === undefined ? wholeJson(shown, key) : listJson(shown, shape.items)
  if (!isObject(shown) || isBoxedPrimitive(shown) || shape.members === undefined) return wholeJson(shown, key)
  return membersJson(shown, shape.members)
}

function listJson (list: readonly unknown[], items: Shape): unknown[] {
  return Array.from(list, (item, index) => jsonOf(item, items, String(index)) ?? null)
}

function membersJson (value: Schema, members: ReadonlyMap<string, Shape>): Record<string, unknown> {
  const json: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const shape = members.get(key)
    if (shape === undefined) continue
    const member = jsonOf(value[key], shape, key)
    if (member !== undefined) json[key] = member
  }
  return json
}

/** Any value as JSON has it, under the key that its `toJSON` is told; `undefined` for what JSON leaves out. */
function wholeJson (value: unknown, key: string): unknown {
  const text = JSON.stringify({ [key]: value })
  return (JSON.parse(text) as Record<string, unknown>)[key]
}
