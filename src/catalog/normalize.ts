import { toDraft7 } from './draft7.js'
import { isObject, mapSchemas, POINTER } from './json-schema.js'
import type { JsonSchema } from './json-schema.js'

/** A schema as plain data, or what is wrong with it. */
export type SchemaReading<Schema = JsonSchema> =
  | { readonly schema: Schema, readonly problems?: never }
  | { readonly schema?: never, readonly problems: readonly string[] }

/**
 * A schema in the form that the catalogue keeps: draft 7, with what is referred to under `definitions`, and no name in it
 * that differs from run to run.
 *
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
  /** Names of what is referred to. */
  readonly #names = new Map<unknown, string>()
  readonly #definitions: Record<string, JsonSchema> = {}

  constructor (root: JsonSchema, error: string) {
    this.#root = root
    this.#error = error
    visit(root, '', node => {
      if (typeof node['$id'] === 'string') this.#ids.set(withoutHash(node['$id']), node)
      if (typeof node['$anchor'] === 'string') this.#ids.set(`#${node['$anchor']}`, node)
    })
    visit(root, '', ({ $ref }, path) => {
      if ($ref === undefined) return
      const target = this.#targetOf($ref)
      if (target === undefined) this.problems.push(`${path}: the reference ${JSON.stringify($ref)} leads to nothing in the schema`)
      else if (!this.#names.has(target)) this.#names.set(target, this.#freeName(this.#nameFor(target, path)))
    })
  }

  root (): JsonSchema {
    if (this.problems.length > 0) return {}
    const schema = this.#members(this.#body(this.#root))
    return Object.keys(this.#definitions).length === 0 ? schema : { ...schema, definitions: this.#definitions }
  }

  /** What a schema that is nothing but a reference leads to. */
  #body (schema: JsonSchema, seen = new Set<unknown>()): JsonSchema {
    const target = this.#targetOf(schema['$ref'])
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
    const { $ref, ...rest } = toDraft7(withoutNames(node))
    const schema = mapSchemas(rest, inner => this.#schema(inner))
    const target = this.#targetOf($ref)
    const { allOf, ...others } = schema
    const parts = [...target === undefined ? [] : [this.#reference(target, String(this.#names.get(target)))], ...Array.isArray(allOf) ? allOf as JsonSchema[] : []]
    const [only] = parts
    if (only === undefined) return schema
    return parts.length === 1 && Object.keys(others).length === 0 ? only : { ...others, allOf: parts } // beside a reference, draft 7 sees nothing
  }

  #targetOf (reference: unknown): JsonSchema | undefined {
    if (typeof reference !== 'string') return undefined
    const [id = '', pointer] = this.#ids.has(reference) ? [reference] : reference.split('#', 2)
    const base = id === '' ? this.#root : this.#ids.get(id) ?? definitionsIn(this.#root)[id]
    const target = (pointer ?? '').split('/').slice(1).reduce<unknown>((at, key) => Object(at)[unescaped(key)], base)
    return isObject(target) ? target : undefined
  }

  /** The name that it has in the schema; if that is none, or was numbered by its library, that of its error and the member. */
  #nameFor (target: JsonSchema, path: string): string {
    const name = Object.entries(definitionsIn(this.#root)).find(([, schema]) => schema === target)?.[0] ?? target['$id']
    if (typeof name === 'string' && !/^(?:T|__schema)\d+$/.test(name)) return withoutHash(name).replace(/[^\w.-]/g, '_')
    return `${this.#error}_${target === this.#root ? 'details' : path.split('.')[1] ?? 'details'}`
  }

  #freeName (name: string, number = 1): string {
    const numbered = number === 1 ? name : `${name}_${number}`
    return [...this.#names.values()].includes(numbered) ? this.#freeName(name, number + 1) : numbered
  }
}

/** Calls back for each object in a schema, with the members that lead to it: `.list.name`. */
function visit (value: unknown, path: string, call: (node: JsonSchema, path: string) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, path, call)
  if (!isObject(value)) return
  call(value, path)
  for (const [key, member] of Object.entries(value)) {
    if (DATA.has(key)) continue
    if (key !== 'properties' || !isObject(member)) visit(member, path, call)
    else for (const [name, schema] of Object.entries(member)) visit(schema, `${path}.${name}`, call)
  }
}

const DATA: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples'])

const definitionsIn = ({ $defs, definitions }: JsonSchema): Record<string, JsonSchema> => ({ ...Object($defs), ...Object(definitions) })

function withoutNames ({ $id, $schema, $anchor, $comment, $defs, definitions, ...schema }: JsonSchema): JsonSchema {
  return schema
}

const withoutHash = (id: string): string => id.replace(/#$/, '')

const unescaped = (key: string): string => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')
