/** Deeper schemas than this are cyclic, or no schemas. */
const MAX_DEPTH = 32
/** The parts of a route's schema and its responses by status are no deeper: services use one object there for many routes. */
const MAX_SHARED_DEPTH = 2

/** Finds the `$id`s that schemas refer to. What routes share is looked through once. */
export class References {
  readonly #known = new Map<object, readonly string[]>()

  /** Adds the `$id`s that a schema refers to, at any depth. */
  collect (schema: unknown, refs: Set<string>): void {
    this.#collect(schema, refs, 0)
  }

  #collect (schema: unknown, refs: Set<string>, depth: number): void {
    if (typeof schema !== 'object' || schema === null || depth > MAX_DEPTH) return
    if (depth === 0 || depth > MAX_SHARED_DEPTH) return this.#look(schema, refs, depth)
    const known = this.#known.get(schema) ?? this.#remember(schema, depth)
    for (const id of known) refs.add(id)
  }

  #remember (schema: object, depth: number): readonly string[] {
    const refs = new Set<string>()
    this.#look(schema, refs, depth)
    const ids = refs.size === 0 ? NONE : [...refs]
    this.#known.set(schema, ids)
    return ids
  }

  #look (schema: object, refs: Set<string>, depth: number): void {
    const { valueOf } = schema
    // A schema that is being built, as by fluent-json-schema, says what it is by valueOf().
    if (typeof valueOf === 'function' && valueOf !== Object.prototype.valueOf) {
      this.#collect(valueOf.call(schema), refs, depth + 1)
      return
    }
    for (const key of Object.keys(schema)) {
      const value: unknown = (schema as Readonly<Record<string, unknown>>)[key]
      if (typeof value === 'object') this.#collect(value, refs, depth + 1)
      else if (key === '$ref' && typeof value === 'string') refs.add(value.replace(/#.*$/s, ''))
    }
  }

  /** Forgets what it knows: there are no more routes. */
  clear (): void {
    this.#known.clear()
  }
}

const NONE: readonly string[] = []
