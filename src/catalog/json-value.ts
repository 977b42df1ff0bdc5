import { isBoxedPrimitive } from 'node:util/types'
import { Kind } from '@sinclair/typebox'

/**
 * What of a value a schema names, so that the rest is never read: a row of a database may drag along half a program.
 * Nothing at all means any JSON, which is taken whole.
 */
export interface Shape {
  readonly members?: ReadonlyMap<string, Shape>
  readonly items?: Shape
}

type Schema = Readonly<Record<PropertyKey, unknown>>

/** A shape that is being made: recursive schemas refer to it before it is complete. */
interface Growing { members?: Map<string, Shape>, items?: Shape }

/** The shape of the values that a TypeBox schema describes. */
export function shapeOf (schema: unknown, recursive: ReadonlyMap<unknown, Shape> = new Map()): Shape {
  if (!isObject(schema)) return WHOLE
  const shape: Growing = {}
  const known = typeof schema['$id'] === 'string' ? new Map([...recursive, [schema['$id'], shape]]) : recursive
  switch (schema[Kind]) {
    case 'This': return recursive.get(schema['$ref']) ?? WHOLE
    case 'Array': shape.items = shapeOf(schema['items'], known); return shape
    case 'Object': if (!isObject(schema['additionalProperties'])) shape.members = membersOf(schema, known); return shape
    case 'Union': return onlyShape(schema['anyOf'], known)
    default: return WHOLE
  }
}

const WHOLE: Shape = {}

function membersOf ({ properties }: Schema, known: ReadonlyMap<unknown, Shape>): Map<string, Shape> {
  return new Map(Object.entries(Object(properties)).map(([name, schema]) => [name, shapeOf(schema, known)]))
}

/** Of several types, like one or null: that of the only one that is no single value. Several of these are told apart by checks. */
function onlyShape (schemas: unknown, known: ReadonlyMap<unknown, Shape>): Shape {
  const [first, second] = (schemas as readonly Schema[]).filter(schema => !SINGLE.has(schema[Kind]))
  return second === undefined ? shapeOf(first, known) : WHOLE
}

/** Kinds of schemas whose values have no members. */
const SINGLE: ReadonlySet<unknown> = new Set(['String', 'TemplateLiteral', 'Number', 'Integer', 'Boolean', 'Null', 'Literal'])

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

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null
