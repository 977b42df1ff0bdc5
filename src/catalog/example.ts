import { isDeepStrictEqual } from 'node:util'
import { bodyOf, withTail } from './answer.js'
import { checkDetails } from './details.js'
import { exampleNumber, exampleText, untellingText } from './example-values.js'
import { definitionOf, isObject, isSingle } from './json-schema.js'
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

/** More than these parts make no example that anybody reads, and some schemas have no end. */
const MAX_PARTS = 2_000
/** As many definitions within each other show what optional members and lists are. */
const MAX_DEPTH = 3

class ExampleMaker {
  /** The texts that say nothing, by path: the keyword by which they do. */
  readonly untelling = new Map<string, string>()
  readonly #root: JsonSchema
  /** What is being made: what refers to it would never end. */
  readonly #making = new Set<JsonSchema>()
  #parts = 0
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
   * @returns Nothing where none can be made: for a reference to what is being made, for one.
   */
  #value (schema: unknown, index = 0): unknown {
    if (schema === false || ++this.#parts > MAX_PARTS) return undefined
    if (!isObject(schema)) return null
    const target = definitionOf(schema, this.#root)
    if (target === undefined) return this.#made(schema, index)
    if (this.#making.has(target)) return undefined
    this.#making.add(target)
    const value = this.#value(target, index)
    this.#making.delete(target)
    return value
  }

  #made (schema: JsonSchema, index: number): unknown {
    const { examples, default: preset, const: only, enum: values, anyOf, oneOf, allOf, not } = schema
    if (isObject(not) && Object.keys(not).length === 0) return undefined
    if (Array.isArray(examples) && examples.length > 0) return examples[index % examples.length]
    if (preset !== undefined) return preset
    if (only !== undefined) return only
    if (Array.isArray(values)) return values[index % values.length]
    const either: unknown = anyOf ?? oneOf
    if (Array.isArray(either)) return this.#oneOf(either, index)
    return Array.isArray(allOf) ? this.#allOf(schema, allOf, index) : this.#plainest(schema, index)
  }

  /** The first of which there is a value; deep within a schema, the first without members. */
  #oneOf (either: readonly unknown[], index: number): unknown {
    const inOrder = this.#making.size > MAX_DEPTH ? either.toSorted((one, other) => Number(isSingle(other)) - Number(isSingle(one))) : either
    for (const number of inOrder.keys()) {
      const value = this.#value(inOrder[(number + index) % inOrder.length], Math.floor(index / inOrder.length))
      if (value !== undefined) return value
    }
    return undefined
  }

  #allOf ({ properties, required }: JsonSchema, parts: readonly unknown[], index: number): unknown {
    const values = [...parts, { properties, required, type: 'object' }].map(part => this.#value(part, index))
    return values.every(isObject) ? Object.assign({}, ...values) : values[0]
  }

  #plainest (schema: JsonSchema, index: number): unknown {
    switch (schema['type']) {
      case 'string': return this.#text(schema, index)
      case 'integer': case 'number': return exampleNumber(schema, index)
      case 'boolean': return index % 2 === 0
      case 'array': return this.#items(schema, index)
      case 'object': return this.#members(schema, index)
      default: return null
    }
  }

  #text (schema: JsonSchema, index: number): string | undefined {
    const keyword = untellingText(schema)
    if (keyword !== undefined) this.untelling.set(this.#path.join('.'), keyword)
    return exampleText(schema, index)
  }

  /** Members that have a value; nothing where one that is needed has none. */
  #members (schema: JsonSchema, index: number): Record<string, unknown> | undefined {
    const { properties, required, additionalProperties, minProperties, dependencies } = schema
    const needed: readonly unknown[] = Array.isArray(required) ? required : []
    const members: Record<string, unknown> = {}
    let isWhole = true // all are looked at, for what is said of them
    for (const [name, member] of Object.entries(Object(properties) as JsonSchema)) {
      const isNeeded = needed.includes(name)
      const value = isNeeded || this.#making.size <= MAX_DEPTH ? this.#member(name, member, index) : undefined
      if (value !== undefined) members[name] = value
      else if (isNeeded) isWhole = false
    }
    if (!isWhole) return undefined
    for (let number = 0; isObject(additionalProperties) && Object.keys(members).length < Number(minProperties ?? 0) && number < MAX_PARTS; number++) {
      members[`name${number === 0 ? '' : number + 1}`] = this.#value(additionalProperties, index)
    }
    for (const [name, more] of Object.entries(Object(dependencies))) {
      if (name in members && isObject(more)) Object.assign(members, this.#value({ type: 'object', ...more }, index))
    }
    return members
  }

  #member (name: string, schema: unknown, index: number): unknown {
    this.#path.push(name)
    const value = this.#value(schema, index)
    this.#path.pop()
    return value
  }

  /** Of a tuple each item; of a list as few as it may have, but one to see, if one can be made. */
  #items (schema: JsonSchema, index: number): unknown[] | undefined {
    const { items, minItems = 0, maxItems = Infinity, contains } = schema
    if (Array.isArray(items)) {
      const values = items.slice(0, Number(maxItems)).map(item => this.#value(item, index))
      const end = values.indexOf(undefined)
      return end === -1 ? values : Number(minItems) <= end ? values.slice(0, end) : undefined
    }
    const least = Number(minItems)
    const isShown = items !== undefined && this.#making.size <= MAX_DEPTH
    const found = contains === undefined ? [] : [this.#value(contains, index)]
    this.#fill(found, Math.min(Math.max(isShown ? 1 : 0, least), Number(maxItems)), schema, index)
    return found.length < least ? undefined : found
  }

  /** Adds items to a list until it has as many as it should, each once where they must differ. */
  #fill (list: unknown[], count: number, { items = true, uniqueItems }: JsonSchema, index: number): void {
    for (let number = index; list.length < count && number < index + count * TRIES; number++) {
      const value = this.#value(items, uniqueItems === true ? number : index)
      if (value === undefined) return
      if (uniqueItems !== true || !list.some(other => isDeepStrictEqual(other, value))) list.push(value)
    }
  }
}

/** Of alternatives, one has no other value: null. */
const TRIES = 4
