import { isJson, walk } from './json.js'
import type { Json } from './json.js'

/** The component that a pointer leads to or into: `#/components/schemas/a`. */
export const componentOf = (ref: string): string => /^#\/(?:components\/[^/]*|definitions|responses)\/[^/]*/.exec(ref)?.[0] ?? ref

/** What a pointer of a document leads to. */
export function resolve (document: Json, ref: string): unknown {
  return ref.split('/').slice(1).reduce<unknown>((at, key) => isJson(at) ? at[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined, document)
}

/** The components that a part of a document refers to. */
export function referencesIn (part: unknown): Set<string> {
  const pointers = new Set<string>()
  walk(part, ({ $ref }) => { if (typeof $ref === 'string') pointers.add(componentOf($ref)) })
  return pointers
}

/** Has references go to components by their new pointers. */
export function renameReferences (document: Json, renamed: ReadonlyMap<string, string>): void {
  if (renamed.size === 0) return
  walk(document, node => {
    const { $ref } = node
    if (typeof $ref !== 'string') return
    const old = componentOf($ref)
    node['$ref'] = (renamed.get(old) ?? old) + $ref.slice(old.length)
  })
}

/**
 * Removes those components that nothing outside of them refers to, directly or through others of them.
 *
 * @param candidates - Names of components in `components`, which are at `root`.
 */
export function dropUnused (document: Json, components: Json, root: string, candidates: ReadonlySet<string>): void {
  const kept = Object.entries(components).filter(([name]) => !candidates.has(name)).map(([, component]) => component)
  const used = referencesIn([withoutSchemas(document), kept])
  for (const pointer of used) { // the loop goes on to what it adds
    for (const inner of referencesIn(components[pointer.slice(root.length)])) used.add(inner)
  }
  for (const name of candidates) {
    if (!used.has(root + name)) delete components[name]
  }
}

function withoutSchemas ({ components, definitions: _definitions, ...document }: Json): Json {
  return { ...document, components: isJson(components) ? { ...components, schemas: undefined } : undefined }
}
