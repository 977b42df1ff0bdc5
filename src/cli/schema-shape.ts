import { definitionOf, isObject } from '../catalog/json-schema.js'
import type { Schema } from '../reference/schema-type.js'

/** Keywords whose value is a schema under each of its own keys, which are names and no keywords. */
const SCHEMAS_BY_NAME: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])
/** Keywords whose value is data. */
const DATA: ReadonlySet<string> = new Set(['const', 'enum'])
/** Keywords for people: they say nothing about what is valid. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['title', 'description', '$comment', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly'])

/** What a schema says about values: itself without annotations, at any depth. */
export function withoutAnnotations (schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutAnnotations)
  if (!isObject(schema)) return schema
  return mapMembers(schema, (keyword, value) => {
    if (ANNOTATIONS.has(keyword)) return undefined
    if (DATA.has(keyword)) return value
    return SCHEMAS_BY_NAME.has(keyword) && isObject(value) ? mapMembers(value, (_name, member) => withoutAnnotations(member)) : withoutAnnotations(value)
  })
}

/**
 * A schema with each definition where it is referred to, for names of definitions say nothing about what is valid. A
 * reference to something around it says how many definitions up that is.
 */
export function withoutReferences (schema: unknown, root: unknown = schema, around: readonly unknown[] = []): unknown {
  if (Array.isArray(schema)) return schema.map(item => withoutReferences(item, root, around))
  if (!isObject(schema)) return schema
  const target = definitionOf(schema, root)
  if (target !== undefined) return around.includes(target) ? { $ref: around.length - around.indexOf(target) } : withoutReferences(target, root, [...around, target])
  return mapMembers(schema, (keyword, value) => {
    if (keyword === 'definitions' && schema === root) return undefined
    return DATA.has(keyword) ? value : withoutReferences(value, root, around)
  })
}

function mapMembers (value: Schema, change: (key: string, member: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(key, member)] as const).filter(([, member]) => member !== undefined))
}
