import { toDraft7 } from './draft7.js'
import { ANNOTATIONS, DATA, isObject, mapSchemas, POINTER } from './json-schema.js'
import type { JsonSchema } from './json-schema.js'

/** A schema as plain data, or what is wrong with it. */
export type SchemaReading<Schema = JsonSchema> =
  | { readonly schema: Schema, readonly problems?: never }
  | { readonly schema?: never, readonly problems: readonly string[] }

/**
 * A schema in the form that the catalogue keeps: draft 7, with what is referred to under `definitions`, and no name in it
 * that differs from run to run.
 *
 * @param schema - A copy: it is changed.
 * @param error - The name of its error: what is referred to and has no name is named after it and its member.
 */
export function normalize (schema: JsonSchema, path: string, error: string): SchemaReading {
  const normalizer = new Normalizer(schema, error)
  const normal = normalizer.root()
  return normalizer.problems.length === 0 ? { schema: normal } : { problems: normalizer.problems.map(problem => `${path}${problem}`) }
}

class Normalizer {
  readonly problems: string[] = []
  readonly #root: JsonSchema
  readonly #error: string
  /** Schemas by their `$id` or anchor. */
  readonly #ids = new Map<string, JsonSchema>()
  /** What the schemas with a reference refer to. */
  readonly #targets = new Map<JsonSchema, JsonSchema>()
  /** Names of what is referred to. */
  readonly #names = new Map<unknown, string>()
  readonly #definitions: Record<string, JsonSchema> = {}

  constructor (given: JsonSchema, error: string) {
    const root = shareEqual(given) as JsonSchema
    this.#root = root
    this.#error = error
    visit(root, [], '', node => {
      orNull(node)
      if (typeof node['$id'] === 'string') this.#ids.set(withoutHash(node['$id']), node)
      if (typeof node['$anchor'] === 'string') this.#ids.set(`#${node['$anchor']}`, node)
    })
    visit(root, [], '', (node, path, around) => {
      const { $ref } = node
      if ($ref === undefined) return
      const target = this.#targetOf($ref, around)
      if (target === undefined) {
        this.problems.push(`${path}: the reference ${JSON.stringify($ref)} leads to nothing in the schema`)
        return
      }
      this.#targets.set(node, target)
      if (!this.#names.has(target)) this.#names.set(target, this.#freeName(this.#nameFor(target, path, around)))
    })
  }

  /** True for a reference that leads round in a circle, and to no schema. */
  #isCircle (node: JsonSchema): boolean {
    const seen = new Set<unknown>()
    for (let at: JsonSchema | undefined = node; at !== undefined && !seen.has(at); at = this.#targets.get(at)) seen.add(at)
    return [...seen].every(one => this.#targets.has(one as JsonSchema))
  }

  root (): JsonSchema {
    for (const node of this.#targets.keys()) {
      if (this.#isCircle(node)) this.problems.push(`: the reference ${JSON.stringify(node['$ref'])} leads to itself alone, and to no schema`)
    }
    if (this.problems.length > 0) return {}
    const schema = this.#members(this.#body(this.#root))
    return Object.keys(this.#definitions).length === 0 ? schema : { ...schema, definitions: this.#definitions }
  }

  /** What a schema that is nothing but a reference leads to. */
  #body (schema: JsonSchema, seen = new Set<unknown>()): JsonSchema {
    const target = this.#targets.get(schema)
    if (target === undefined || seen.has(target)) return schema
    return this.#body(target, seen.add(target))
  }

  #schema (node: unknown): unknown {
    if (!isObject(node)) return node
    const name = this.#names.get(node)
    return name === undefined ? this.#members(node) : this.#reference(node, name)
  }

  #reference (target: JsonSchema, name: string): JsonSchema {
    if (!Object.hasOwn(this.#definitions, name)) {
      this.#definitions[name] = {} // it may refer to itself
      this.#definitions[name] = this.#members(target)
    }
    return { $ref: POINTER + name }
  }

  #members (node: JsonSchema): JsonSchema {
    const { $ref: _ref, ...rest } = toDraft7(withoutNames(node))
    const schema = mapSchemas(rest, inner => this.#schema(inner))
    const target = this.#targets.get(node)
    const { allOf, ...others } = schema
    const parts = [...target === undefined ? [] : [this.#reference(target, String(this.#names.get(target)))], ...Array.isArray(allOf) ? allOf as JsonSchema[] : []]
    const [only] = parts
    if (only === undefined) return schema
    return parts.length === 1 && Object.keys(others).length === 0 ? only : { ...others, allOf: parts } // beside a reference, draft 7 sees nothing
  }

  /**
   * What a reference leads to.
   *
   * @param around - The schemas around it, innermost first: one that was put into another brings its own definitions along.
   */
  #targetOf (reference: unknown, around: readonly JsonSchema[]): JsonSchema | undefined {
    if (typeof reference !== 'string') return undefined
    if (/^#[^/]/.test(reference)) return this.#ids.get(reference)
    const [id = '', pointer = ''] = reference.split('#', 2)
    const bases = id === '' ? this.#basesOf(pointer, around) : [...around.map(schema => definitionsIn(schema)[id]), this.#ids.get(id)]
    const keys = pointer.split('/').slice(1).map(unescaped)
    return bases.map(base => keys.reduce<unknown>((at, key) => Object(at)[key], base)).find(isObject)
  }

  /** Where a pointer may begin: in a schema of its own, in one with definitions, in the whole. */
  #basesOf (pointer: string, around: readonly JsonSchema[]): JsonSchema[] {
    const own = around.filter(schema => '$schema' in schema || (pointer !== '' && ('$defs' in schema || 'definitions' in schema)))
    return [...own, this.#root]
  }

  /** The name that it has in the schema; if that is none, or was numbered by its library, that of its error and the member. */
  #nameFor (target: JsonSchema, path: string, around: readonly JsonSchema[]): string {
    const name = around.flatMap(schema => Object.entries(definitionsIn(schema))).find(([, schema]) => schema === target)?.[0] ?? target['$id']
    if (typeof name === 'string' && !NUMBERED.test(name)) return withoutHash(name).replace(/[^\w.-]/g, '_')
    return `${this.#error}_${target === this.#root ? 'details' : path.split('.')[1] ?? 'details'}`
  }

  #freeName (name: string, number = 1): string {
    const numbered = number === 1 ? name : `${name}_${number}`
    return [...this.#names.values()].includes(numbered) ? this.#freeName(name, number + 1) : numbered
  }
}

/** Names that libraries make up: TypeBox 0.34, zod, ArkType; Valibot has bare numbers. */
const NUMBERED = /^(?:T|__schema|alias|cyclic|domain|intersection|morph|proto|type|union|unit)?\d+$/

/** A schema of several types, or a reference, that may be null as well: OpenAPI 3.0 says so, and draft 7 has no such keyword. */
function orNull (node: Record<string, unknown>): void {
  if (node['nullable'] !== true || 'type' in node) return
  delete node['nullable']
  const inner = Object.fromEntries(Object.entries(node).filter(([keyword]) => !ANNOTATIONS.includes(keyword) && !IDENTIFYING.has(keyword)))
  if (Object.keys(inner).length === 0) return
  for (const keyword of Object.keys(inner)) delete node[keyword]
  node['anyOf'] = [inner, { type: 'null' }]
}

const IDENTIFYING: ReadonlySet<string> = new Set(['$id', '$schema', '$anchor', '$comment', '$defs', 'definitions'])

/** One object for equal schemas that have an id or definitions: a library writes them out wherever one is used. */
function shareEqual (value: unknown, known = new Map<string, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isObject(value) && ('$defs' in value || '$id' in value)) {
    const text = JSON.stringify(value)
    const first = known.get(text)
    if (first !== undefined) return first
    const isWhole = '$defs' in value || [...text.matchAll(/"\$ref":"([^"]*)"/g)].every(([, ref]) => ref === value['$id']) // else equal references may lead elsewhere
    if (isWhole) known.set(text, value)
  }
  for (const [key, member] of Object.entries(value)) {
    if (!DATA.has(key)) (value as Record<string, unknown>)[key] = shareEqual(member, known)
  }
  return value
}

type Visit = (node: Record<string, unknown>, path: string, around: readonly JsonSchema[]) => void

/** Calls back for each object in a schema, with the members that lead to it (`.list.name`), itself and the schemas around it, innermost first. */
function visit (value: unknown, outer: readonly JsonSchema[], path: string, call: Visit): void {
  if (Array.isArray(value)) for (const item of value) visit(item, outer, path, call)
  if (!isObject(value)) return
  const around = [value, ...outer]
  call(value, path, around)
  for (const [key, member] of Object.entries(value)) {
    if (DATA.has(key)) continue
    if (key !== 'properties' || !isObject(member)) visit(member, around, path, call)
    else for (const [name, schema] of Object.entries(member)) visit(schema, around, `${path}.${name}`, call)
  }
}

const definitionsIn = ({ $defs, definitions }: JsonSchema): Record<string, JsonSchema> => ({ ...Object($defs), ...Object(definitions) })

function withoutNames ({ $id, $schema, $anchor, $comment, $defs, definitions, ...schema }: JsonSchema): JsonSchema {
  return schema
}

const withoutHash = (id: string): string => id.replace(/#$/, '')

const unescaped = (key: string): string => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')
