import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as Schema from 'effect/Schema'
import { test } from 'tap'
import * as v from 'valibot'
import { exampleOf } from '../../src/catalog/example.js'
import { defaultCatalog, defineCatalog } from '../../src/index.js'
import type { CatalogEntry } from '../../src/index.js'

// Libraries of which the package knows only what Standard JSON Schema says, and what their converters refuse.

function entryWith (details: unknown): CatalogEntry | undefined {
  return defineCatalog({
    groups: { kinds: { range: [5000, 5999], description: 'Kinds.' } },
    errors: { kind: { code: '5001', status: 409, description: 'A kind.', details: details as never } }
  }, { extend: defaultCatalog }).get('kind')
}

function problemsOf (details: unknown): string[] {
  try {
    entryWith(details)
    return []
  } catch (error) {
    return (error as { problems: string[] }).problems
  }
}

const REFUSED: ReadonlyArray<readonly [what: string, details: () => unknown, problem: RegExp]> = [
  ...([['Date', 'string.date.iso'], ['Map', '[string]'], ['Set', 'string[]'], ['bigint', 'number.integer'], ['undefined', 'optional'], ['symbol', ''], ['Promise', ''], ['File', ''], ['string.date.parse', 'string.date.iso']] as const)
    .map(([name, instead]) => [`ArkType ${name}`, () => type({ a: { b: name as 'Date' } }), new RegExp(`details\\.a\\.b: .* cannot be represented in JSON Schema; .*${instead.replaceAll(/[[\]]/g, '\\$&')}`)] as const),
  ['ArkType 1n', () => type({ a: '1n' }), /details\.a: a bigint cannot be represented/],
  ['Valibot date', () => toStandardJsonSchema(v.object({ a: v.date() })), /"date" schema cannot be converted to JSON Schema; write v\.pipe\(v\.string\(\), v\.isoTimestamp\(\)\)/],
  ['Valibot map', () => toStandardJsonSchema(v.object({ a: v.map(v.string(), v.string()) })), /write v\.record/],
  ['Valibot transform', () => toStandardJsonSchema(v.object({ a: v.pipe(v.string(), v.transform(text => text.length)) })), /give the schema of the value that is sent/],
  ['Valibot check', () => toStandardJsonSchema(v.object({ a: v.pipe(v.string(), v.check(() => true)) })), /"check" action .* leave it out/],
  ['Valibot without its converter', () => v.object({ a: v.string() }), /toStandardJsonSchema/]
]

for (const [what, details, problem] of REFUSED) {
  test(`${what} is refused, with what to write instead`, t => {
    t.match(problemsOf(details()), [problem])
    t.end()
  })
}

interface Node { readonly name: string, readonly next: Node | null }
const ValibotNode: v.GenericSchema<Node> = v.object({ name: v.string(), next: v.nullable(v.lazy(() => ValibotNode)) })
const EffectNode: Schema.Codec<Node> = Schema.Struct({ name: Schema.String, next: Schema.NullOr(Schema.suspend(() => EffectNode)) }).annotate({ identifier: 'Node' })

for (const [library, details, name] of [
  ['ArkType', type({ name: 'string', 'next?': 'this' }), 'kind_details'],
  ['Valibot', toStandardJsonSchema(ValibotNode), 'kind_next'],
  ['Effect', Schema.toStandardJSONSchemaV1(EffectNode), 'Node']
] as const) {
  test(`${library}: what refers to itself has a name that stays the same, and an example`, t => {
    const entry = entryWith(details)
    t.same(Object.keys(entry?.details?.definitions ?? {}), [name])
    t.match(entry && exampleOf(entry), { name: 'string', next: { name: 'string' } })
    t.end()
  })
}
