import { isDeepStrictEqual } from 'node:util'
import { problemBody } from '../catalog/problem-details.js'
import { ANY_ERROR_ID, entrySchema, exampleFor } from '../catalog/schemas.js'
import type { CatalogEntry } from '../catalog/types.js'
import { convertSchema } from './convert.js'
import type { Converted } from './convert.js'
import { componentsOf, pointerOf } from './dialect.js'
import type { ComponentKind, Dialect } from './dialect.js'
import { isJson, objectsIn } from './json.js'
import type { Json } from './json.js'
import { dropUnused, referencesIn, resolve } from './references.js'

/** The components that this plugin adds to a document. */
export class Components {
  readonly dialect: Dialect
  readonly #document: Json
  readonly #links: ReadonlyMap<CatalogEntry, string>
  readonly #problemTypes: ReadonlyMap<CatalogEntry, string>
  readonly #root: string
  readonly #pointers = new Map<CatalogEntry, string>()
  readonly #errorNames = new Set<string>()
  /** Names of schemas that nobody chose. They go when nothing refers to them. */
  readonly #automatic = new Set<string>()
  /** Entries whose examples are components. */
  readonly #shared = new Set<CatalogEntry>()

  /**
   * @param links - Where the reference page describes entries.
   * @param problemTypes - What the `type` of their problem details is.
   */
  constructor (document: Json, dialect: Dialect, links: ReadonlyMap<CatalogEntry, string> = new Map(), problemTypes: ReadonlyMap<CatalogEntry, string> = new Map()) {
    this.dialect = dialect
    this.#links = links
    this.#problemTypes = problemTypes
    this.#document = document
    this.#root = pointerOf(dialect, 'schemas')
  }

  /**
   * Takes over the shared schemas of the catalogues, which @fastify/swagger has added: under the name that the service
   * chose, or under their own name instead of `def-0`.
   *
   * @returns The new pointers, by the old ones.
   */
  adopt (entries: readonly CatalogEntry[]): Map<string, string> {
    const renamed = new Map<string, string>()
    for (const { name } of entries) this.#errorNames.add(name)
    for (const [name, component] of objectsIn(resolve(this.#document, this.#root.slice(0, -1)))) {
      const entry = entries.find(one => isSchemaOf(one, component))
      if (entry === undefined && !isAnyError(component)) continue
      if (!AUTOMATIC.test(name)) {
        this.#automatic.add(name) // for all shared schemas at once, not for this one
        if (entry !== undefined) this.#rewrite(entry, name, component)
        continue
      }
      delete this.#schemas[name]
      this.#addAutomatic(component)
      const pointer = entry === undefined ? this.#addAnyError(component) : this.schema(entry)
      renamed.set(this.#root + name, pointer)
    }
    return renamed
  }

  /** A component under a name that the service chose, by an option of @fastify/swagger: its own schema, with its definitions beside it. */
  #rewrite (entry: CatalogEntry, name: string, component: Json): void {
    this.#pointers.set(entry, this.#root + name)
    if (entrySchema(entry)['definitions'] === undefined) return
    for (const pointer of referencesIn(component)) if (pointer.startsWith(`${this.#root}${name}-`)) this.#automatic.add(pointer.slice(this.#root.length))
    const { schema, definitions } = this.#convert(entry)
    this.#schemas[name] = schema
    for (const [inner, one] of definitions) this.#addOnce(inner, one)
  }

  #addAnyError (component: Json): string {
    const pointer = this.add('schemas', ANY_ERROR_ID, component)
    this.#automatic.add(pointer.slice(this.#root.length))
    return pointer
  }

  get #schemas (): Json { return componentsOf(this.#document, this.dialect, 'schemas') }

  /** What @fastify/swagger added for a schema that is taken over: parts of it with an `$id` of their own. */
  #addAutomatic (component: Json): void {
    for (const pointer of referencesIn(component)) {
      const name = pointer.slice(this.#root.length)
      if (!AUTOMATIC.test(name) || this.#automatic.has(name)) continue
      this.#automatic.add(name)
      this.#addAutomatic(Object(this.#schemas[name]) as Json)
    }
  }

  /** A pointer to the schema of an entry, which is added if it is not there. */
  schema (entry: CatalogEntry): string {
    const known = this.#pointers.get(entry)
    if (known !== undefined) return known
    const name = this.#addSchema(entry)
    this.#pointers.set(entry, this.#root + name)
    return this.#root + name
  }

  /** Adds the schema of an entry and its definitions; with a number, when others have these names. */
  #addSchema (entry: CatalogEntry): string {
    const { schema, definitions, number } = this.#convert(entry, entry.name)
    const own = numbered(entry.name, number)
    for (const [name, one] of [[own, schema] as const, ...definitions]) this.#addOnce(name, one)
    this.#link(entry, own)
    return own
  }

  #addOnce (name: string, schema: unknown): void {
    if (!Object.hasOwn(this.#schemas, name)) this.#schemas[name] = schema
    this.#automatic.add(name)
  }

  /**
   * The schema of an entry, and its definitions by the names that they have in the document.
   *
   * @param own - The name of the schema itself, if that has to be free, too.
   * @returns Also the number that all of them have, when others have these names.
   */
  #convert (entry: CatalogEntry, own?: string, number = 1): Converted & { readonly number: number } {
    const nameOf = (definition: string): string => numbered(this.#definitionName(entry, definition), number)
    const { schema, definitions } = convertSchema(entrySchema(entry), this.dialect, name => this.#root + nameOf(name))
    const named = new Map([...definitions].map(([name, one]) => [nameOf(name), one]))
    const added = own === undefined ? [...named] : [[numbered(own, number), schema] as const, ...named]
    return added.every(([name, one]) => this.#isFree(this.#schemas, name, one)) ? { schema, definitions: named, number } : this.#convert(entry, own, number + 1)
  }

  /** What the component of a definition is called: one that has the name of an error says whose it is. */
  #definitionName ({ name }: CatalogEntry, definition: string): string {
    return this.#errorNames.has(definition) || definition === ANY_ERROR_ID ? `${name}_${definition}` : definition
  }

  /** Says where an error is described. Of two catalogues that have it, one may have no page. */
  #link (entry: CatalogEntry, name: string): void {
    const url = this.#links.get(entry)
    if (url !== undefined) this.#schemas[name] = { ...Object(this.#schemas[name]), externalDocs: { url } } as Json
  }

  /**
   * Adds a component under this name; under this name and a number, when another has it.
   *
   * @returns The pointer to it.
   */
  add (kind: ComponentKind, name: string, component: unknown, number = 1): string {
    const components = componentsOf(this.#document, this.dialect, kind)
    const chosen = numbered(name, number)
    if (!this.#isFree(components, chosen, component)) return this.add(kind, name, component, number + 1)
    components[chosen] = component
    return pointerOf(this.dialect, kind) + chosen
  }

  #isFree (components: Json, name: string, component: unknown): boolean {
    if (!Object.hasOwn(components, name)) return true
    const { externalDocs: _link, ...known } = Object(components[name]) as Json
    return isDeepStrictEqual(known, component)
  }

  /** Says of which entries several responses show an example: it is a component then. */
  shareExamples (entries: ReadonlySet<CatalogEntry>): void {
    for (const entry of entries) this.#shared.add(entry)
  }

  /** The example of an entry, or a reference to it; nothing where none could be made. */
  example (entry: CatalogEntry): unknown {
    const example = exampleFor(entry)
    if (example === undefined) return undefined
    const copy = structuredClone(example) // the service may edit the document
    return this.#shared.has(entry) ? { $ref: this.add('examples', entry.name, copy) } : copy
  }

  /** The same by RFC 9457: under a status, that of the response or the entry's own. */
  problemExample (entry: CatalogEntry, status: number): unknown {
    const example = exampleFor(entry)
    if (example === undefined) return undefined
    const value = JSON.parse(problemBody({ entry, status, body: JSON.stringify(example.value) }, { type: this.#problemTypes.get(entry) ?? '', instance: '/path' })) as unknown
    const problem = { ...example, value }
    return this.#shared.has(entry) && status === entry.status ? { $ref: this.add('examples', `${entry.name}_problem`, problem) } : problem
  }

  /** Removes the shared schemas that nothing refers to: whether @fastify/swagger has added them depends on the order of plugins. */
  dropUnused (): void {
    dropUnused(this.#document, this.#schemas, this.#root, this.#automatic)
  }
}

const numbered = (name: string, number: number): string => number === 1 ? name : `${name}_${number}`

/** What @fastify/swagger calls a component, and a definition in it, when nobody says how. */
const AUTOMATIC = /^def-[0-9]+(?:-|$)/

const isAnyError = (component: Json): boolean => component['title'] === ANY_ERROR_ID && Array.isArray(component['oneOf'])

/** True if a component was made of the shared schema of an entry. */
function isSchemaOf (entry: CatalogEntry, { title, description, properties }: Json): boolean {
  if (title !== entry.name || description !== entry.description || !isJson(properties)) return false
  const keys = ['code', 'error', ...Object.keys(entry.details?.properties ?? {}), ...Object.keys(entry.members?.properties ?? {})]
  return isDeepStrictEqual(Object.keys(properties), keys) && isConstant(properties['code'], entry.code) && isConstant(properties['error'], entry.error)
}

const isConstant = (schema: unknown, value: string): boolean => isJson(schema) && (schema['const'] === value || isDeepStrictEqual(schema['enum'], [value]))
