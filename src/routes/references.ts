/** Deeper schemas than this are cyclic, or no schemas. */
const MAX_DEPTH = 32

/** Adds the `$id`s that a schema refers to, at any depth. */
export function collectRefs (schema: unknown, refs: Set<string>, depth = 0): void {
  if (typeof schema !== 'object' || schema === null || depth > MAX_DEPTH) return
  const { valueOf } = schema
  // A schema that is being built, as by fluent-json-schema, says what it is by valueOf().
  if (typeof valueOf === 'function' && valueOf !== Object.prototype.valueOf) {
    collectRefs(valueOf.call(schema), refs, depth + 1)
    return
  }
  for (const key of Object.keys(schema)) {
    const value: unknown = (schema as Readonly<Record<string, unknown>>)[key]
    if (typeof value === 'object') collectRefs(value, refs, depth + 1)
    else if (key === '$ref' && typeof value === 'string') refs.add(value.replace(/#.*$/s, ''))
  }
}
