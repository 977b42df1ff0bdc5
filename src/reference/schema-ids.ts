import type { Schema } from './schema-type.js'

/**
 * A schema whose `$id`s are numbered in the order in which they come. TypeBox numbers recursive types by process
 * (`T0`, `T1` …), so that the same schema would differ from one run to the next.
 *
 * @param isGenerated - Which ids are to be numbered; the others stay.
 */
export function withNumberedIds (schema: Schema, isGenerated: (id: string) => boolean = () => true): Record<string, unknown> {
  const numbers = new Map<string, string>()
  JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$id' && typeof value === 'string' && isGenerated(value) && !numbers.has(value)) numbers.set(value, `T${numbers.size}`)
    return value
  })
  // A reference to anything else, like '#/properties/a', stays too.
  return JSON.parse(JSON.stringify(schema, (key, value: unknown) => key === '$id' || key === '$ref' ? numbers.get(value as string) ?? value : value)) as Record<string, unknown>
}

/** True for an id that TypeBox made up. */
export const isTypeBoxId = (id: string): boolean => /^T\d+$/.test(id)
