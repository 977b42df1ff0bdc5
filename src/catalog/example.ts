import { bodyOf, withTail } from './answer.js'
import { checkDetails } from './details.js'
import { exampleNumber, exampleText, untellingText } from './example-values.js'
import { definitionOf, isObject } from './json-schema.js'
import type { JsonDetails, JsonSchema } from './json-schema.js'
import { writeMembers } from './members.js'
import type { CatalogEntry } from './types.js'

/**
 * What an error looks like on the wire, for documents.
 *
 * @returns Nothing when no value could be made that fits the details, as for a `pattern` without `examples`.
 */
export function exampleOf (entry: CatalogEntry): unknown {
  const { details, members } = entry
  const checked = checkDetails(entry, details && new ExampleMaker(details).make())
  return checked.problem === undefined ? JSON.parse(withTail(bodyOf(entry, checked.details), members === undefined ? '' : exampleTail(members))) : undefined
}

/** The members of every error, without which an example is complete too. */
const exampleTail = (schema: JsonDetails): string => writeMembers(schema, new ExampleMaker(schema).make()).text ?? ''

/**
 * The parts of a schema of which only its author knows an example that says something: `card.iban (pattern "^DE")`.
 *
 * @param schema - That of an error's details, or of the members of every error.
 */
export function partsWithoutExample (schema: JsonSchema): string[] {
  const maker = new ExampleMaker(schema)
  maker.make()
  return [...maker.untelling].map(([path, keyword]) => `${path} (${keyword})`)
}

/** What is wrong with the example that can be made of an error: such an error has none in documents. */
export function exampleProblem ({ name, details }: { readonly name: string, readonly details: JsonSchema }): string | undefined {
  return checkDetails({ name, details: details as JsonDetails }, new ExampleMaker(details).make()).problem // in a file, they may be anything
}

class ExampleMaker {
  /** The texts that say nothing, by path: the keyword by which they do. */
  readonly untelling = new Map<string, string>()
  readonly #root: JsonSchema
  /** What is being made: what refers to it would never end. */
  readonly #making = new Set<JsonSchema>()
  /** The names of the members that lead to it. */
  readonly #path: string[] = []

  constructor (root: JsonSchema) {
    this.#root = root
  }

  make (): unknown {
    return this.#value(this.#root)
  }

  /**
   * A value for a schema: its example or default where it has one, else the plainest of its type.
   *
   * @param index - Which one of several that must differ.
   */
  #value (schema: unknown, index = 0): unknown {
    if (!isObject(schema)) return null
    const target = definitionOf(schema, this.#root)
    if (target === undefined) return this.#given(schema, index) ?? this.#plainest(schema, index)
    if (this.#making.has(target)) return undefined
    this.#making.add(target)
    const value = this.#value(target, index)
    this.#making.delete(target)
    return value
  }

  #given (schema: JsonSchema, index: number): unknown {
    const { examples, default: preset, const: only, enum: values, anyOf, oneOf, allOf } = schema
    if (Array.isArray(examples) && examples.length > 0) return examples[index % examples.length]
    if (preset !== undefined) return preset
    if (only !== undefined) return only
    if (Array.isArray(values)) return values[index % values.length]
    const either: unknown = anyOf ?? oneOf
    if (Array.isArray(either)) return this.#oneOf(either, index)
    if (Array.isArray(allOf)) return this.#allOf(schema, allOf)
    return undefined
  }

  /** The first that ends. */
  #oneOf (either: readonly unknown[], index: number): unknown {
    const ending = either.filter(one => !this.#isEndless(one))
    return ending.length === 0 ? undefined : this.#value(ending[index % ending.length], Math.floor(index / ending.length))
  }

  #allOf ({ properties, required }: JsonSchema, parts: readonly unknown[]): unknown {
    const values = [...parts, { properties, required, type: 'object' }].map(part => this.#value(part))
    return values.every(isObject) ? Object.assign({}, ...values) : values[0]
  }

  #plainest (schema: JsonSchema, index: number): unknown {
    switch (schema['type']) {
      case 'string': return this.#text(schema, index)
      case 'integer': case 'number': return exampleNumber(schema, index)
      case 'boolean': return index === 0
      case 'array': return this.#items(schema)
      case 'object': return this.#members(schema)
      default: return null
    }
  }

  #text (schema: JsonSchema, index: number): string | undefined {
    const keyword = untellingText(schema)
    if (keyword !== undefined) this.untelling.set(this.#path.join('.'), keyword)
    return exampleText(schema, index)
  }

  #members ({ properties, required }: JsonSchema): Record<string, unknown> {
    const needed: readonly unknown[] = Array.isArray(required) ? required : []
    return Object.fromEntries(Object.entries(Object(properties) as JsonSchema)
      .filter(([name, schema]) => needed.includes(name) || !this.#isEndless(schema)) // a list of itself ends somewhere
      .map(([name, schema]) => [name, this.#member(name, schema)]))
  }

  #member (name: string, schema: unknown): unknown {
    this.#path.push(name)
    const value = this.#value(schema)
    this.#path.pop()
    return value
  }

  /** Of a tuple each item; of a list as few as it may have, but one to see. */
  #items ({ items, minItems, uniqueItems }: JsonSchema): unknown[] {
    if (Array.isArray(items)) return items.map(item => this.#value(item))
    if (items === undefined || this.#isEndless(items)) return [] // of itself: a tree ends somewhere
    return Array.from({ length: Math.max(1, Number(minItems ?? 1)) }, (_, index) => this.#value(items, uniqueItems === true ? index : 0))
  }

  /** True for a reference to what is being made, also for that or null. */
  #isEndless (schema: unknown): boolean {
    if (!isObject(schema)) return false
    const target = definitionOf(schema, this.#root)
    if (target !== undefined) return this.#making.has(target)
    return [schema['anyOf'], schema['allOf']].some(parts => Array.isArray(parts) && parts.some(part => this.#isEndless(part)))
  }
}
