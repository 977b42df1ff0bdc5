import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { defineCatalog } from '../../src/catalog/define.js'
import { entrySchema } from '../../src/catalog/schemas.js'
import type { CatalogEntry } from '../../src/catalog/types.js'
import { Components } from '../../src/openapi/components.js'

interface Document { readonly components: { readonly schemas: Record<string, unknown>, readonly examples?: Record<string, unknown> }, readonly paths?: unknown }

const entry = defaultCatalog.fallback(404)
const plain = (value: unknown): object => JSON.parse(JSON.stringify(value))
const documentWith = (schemas: Record<string, unknown> = {}): Document => ({ components: { schemas } })
const componentsOf = (document: Document): Components => new Components(document as never, '3.1')

/** An entry with these details. */
function entryWith (details: object): CatalogEntry {
  const catalog = defineCatalog({
    groups: { kinds: { range: [5000, 5999], description: 'Kinds.' } },
    errors: { kind: { code: '5001', status: 400, description: 'A kind.', details: details as never } }
  }, { extend: defaultCatalog })
  return catalog.entries.find(one => one.name === 'kind') ?? entry
}

test('schema adds the component of an entry once', t => {
  const document = documentWith()
  const components = componentsOf(document)
  t.equal(components.schema(entry), '#/components/schemas/object_not_found')
  t.equal(components.schema(entry), '#/components/schemas/object_not_found')
  t.strictSame(document.components.schemas, {
    object_not_found: {
      type: 'object',
      title: 'object_not_found',
      description: 'The object was not found.',
      required: ['code', 'error'],
      properties: { code: { type: 'string', enum: ['2002'] }, error: { type: 'string', enum: ['object_not_found'] } }
    }
  })
  t.end()
})

test('schema and add take a free name', t => {
  const document = documentWith({ object_not_found: { type: 'string' }, object_not_found_2: {} })
  const components = componentsOf(document)
  t.equal(components.schema(entry), '#/components/schemas/object_not_found_3')
  t.equal(components.add('examples', 'a', { value: 1 }), '#/components/examples/a')
  t.equal(components.add('examples', 'a', { value: 2 }), '#/components/examples/a_2')
  t.equal(components.add('examples', 'a', { value: 2 }), '#/components/examples/a_2')
  t.equal(components.add('examples', 'constructor', { value: 3 }), '#/components/examples/constructor')
  t.same(document.components.examples, { a: { value: 1 }, a_2: { value: 2 }, constructor: { value: 3 } })
  t.end()
})

const tree = Type.Recursive(This => Type.Object({ name: Type.String(), children: Type.Array(This) }))
const named = Type.Recursive(This => Type.Object({ next: Type.Optional(This) }), { $id: 'my list' })

test('recursive details are components of their own, named after their error and member, or themselves', t => {
  for (const [what, details, names] of [
    ['a member', Type.Object({ top: tree }), ['kind_top', 'kind']],
    ['one or null', Type.Object({ top: Type.Union([tree, Type.Null()]) }), ['kind_top', 'kind']],
    ['in a record', Type.Object({ all: Type.Record(Type.String(), tree) }), ['kind_all', 'kind']],
    ['in a tuple', Type.Object({ pair: Type.Tuple([tree, tree]) }), ['kind_pair', 'kind']],
    ['the details themselves', tree, ['kind_details', 'kind']],
    ['named', Type.Object({ list: named }), ['my_list', 'kind']]
  ] as const) {
    const document = documentWith()
    const components = componentsOf(document)
    t.equal(components.schema(entryWith(details)), '#/components/schemas/kind', what)
    const [own = ''] = names
    const { schemas } = document.components
    t.same(Object.keys(schemas).sort(), [...names].sort())
    t.match(JSON.stringify(schemas[own]), `"$ref":"#/components/schemas/${own}"`, 'refers to itself')
    t.match(JSON.stringify(schemas['kind']), `"$ref":"#/components/schemas/${own}"`)
    for (const [, pointer = ''] of JSON.stringify(schemas).matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)) t.ok(pointer in schemas, pointer)
    t.notMatch(JSON.stringify(schemas), /\$id|definitions/)
  }
  t.end()
})

test('recursive details take free names together with their error', t => {
  const document = documentWith({ kind_top: { type: 'string' } })
  t.equal(componentsOf(document).schema(entryWith(Type.Object({ top: tree }))), '#/components/schemas/kind_2')
  t.same(Object.keys(document.components.schemas), ['kind_top', 'kind_2', 'kind_top_2'])
  t.match(JSON.stringify(document.components.schemas['kind_top_2']), '#/components/schemas/kind_top_2')
  t.end()
})

test('adopt takes over what @fastify/swagger called def-N, with what is in it', t => {
  const details = entryWith(Type.Object({ top: tree }))
  const inner = { type: 'object', properties: { children: { items: { $ref: '#/components/schemas/def-2-kind_top' } } } }
  const document = documentWith({
    'def-0': plain(entrySchema(entry)),
    'def-1': { title: 'ApiError', oneOf: [{ $ref: '#/components/schemas/def-0' }] },
    'def-2': { ...plain(entrySchema(details)), properties: { ...(plain(entrySchema(details)) as { properties: object }).properties, top: { $ref: '#/components/schemas/def-2-kind_top' } } },
    'def-2-kind_top': inner
  })
  const components = componentsOf(document)
  t.strictSame(Object.fromEntries(components.adopt([entry, details])), {
    '#/components/schemas/def-0': '#/components/schemas/object_not_found',
    '#/components/schemas/def-1': '#/components/schemas/ApiError',
    '#/components/schemas/def-2': '#/components/schemas/kind'
  })
  components.dropUnused()
  t.same(Object.keys(document.components.schemas), [], 'nothing refers to them')
  t.end()
})

test('adopt keeps names that the service chose, where something refers to them', t => {
  const document = documentWith({ 'Err.missing': plain(entrySchema(entry)), 'Err.any': { title: 'ApiError', oneOf: [] } })
  const components = componentsOf(document)
  t.equal(components.adopt([entry]).size, 0)
  t.equal(components.schema(entry), '#/components/schemas/Err.missing')
  Object.assign(document, { paths: { $ref: '#/components/schemas/Err.missing' } })
  components.dropUnused()
  t.same(Object.keys(document.components.schemas), ['Err.missing'])
  t.end()
})

test('adopt has definitions beside a schema whose name the service chose, also where it has that name itself', t => {
  const details = entryWith(Type.Object({ top: tree }))
  for (const [own, name] of [[{}, 'kind_top'], [{ kind_top: { type: 'string' } }, 'kind_top_2']] as const) {
    const shared = plain(entrySchema(details)) as { properties: object }
    const document = documentWith({ ...own, 'Err.kind': { ...shared, properties: { ...shared.properties, top: { $ref: '#/components/schemas/Err.kind-kind_top' } } }, 'Err.kind-kind_top': { type: 'object' } })
    const components = componentsOf(document)
    components.adopt([details])
    t.equal(components.schema(details), '#/components/schemas/Err.kind')
    Object.assign(document, { paths: { $ref: '#/components/schemas/Err.kind' } })
    components.dropUnused()
    t.same(Object.keys(document.components.schemas), [...Object.keys(own), 'Err.kind', name])
    t.match(document.components.schemas, { 'Err.kind': { properties: { top: { $ref: `#/components/schemas/${name}` } } }, [name]: { type: 'object' } })
    t.notMatch(JSON.stringify(document), /definitions/)
  }
  t.end()
})

test('a definition that has the name of an error, or of any of them, says whose it is', t => {
  const properties = Object.fromEntries(['kind', 'object_not_found', 'ApiError', 'Mine'].map(name => [name, { $ref: `#/$defs/${name}` }]))
  const $defs = Object.fromEntries(Object.keys(properties).map(name => [name, { type: 'string' }]))
  const details = entryWith({ type: 'object', properties, $defs } as never)
  const document = documentWith()
  const components = componentsOf(document)
  components.adopt([entry, details])
  t.equal(components.schema(details), '#/components/schemas/kind')
  t.equal(components.schema(entry), '#/components/schemas/object_not_found')
  t.same(Object.keys(document.components.schemas), ['kind', 'kind_kind', 'kind_object_not_found', 'kind_ApiError', 'Mine', 'object_not_found'])
  t.match(document.components.schemas['kind'], { properties: { kind: { $ref: '#/components/schemas/kind_kind' }, Mine: { $ref: '#/components/schemas/Mine' } } })
  t.end()
})

test('adopt takes nothing of the service, however much it looks like an error', t => {
  const like = plain(entrySchema(entry)) as { properties: Record<string, unknown> }
  const own = {
    'def-0': { title: 'ApiError', oneOf: 1 },
    'def-1': { title: 'Other', oneOf: [{ type: 'string' }] },
    'def-2': { ...like, description: 'Mine.' },
    'def-3': { ...like, properties: { ...like.properties, more: {} } },
    'def-4': { ...like, properties: { ...like.properties, code: { const: '1' } } },
    'def-5': { ...like, properties: { ...like.properties, error: { enum: ['object_not_found', 'other'] } } },
    'def-6': { ...like, properties: 1 }
  }
  const document = documentWith({ ...own })
  const components = componentsOf(document)
  t.equal(components.adopt([entry]).size, 0)
  components.dropUnused()
  t.strictSame(document.components.schemas, own)
  t.end()
})

test('example is a component where several responses show it, and a copy', t => {
  const document = documentWith()
  const components = componentsOf(document)
  const example = components.example(entry) as { value: object }
  t.match(example, { value: { code: '2002' } })
  t.not(example, components.example(entry))
  components.shareExamples(new Set([entry]))
  t.strictSame(components.example(entry), { $ref: '#/components/examples/object_not_found' })
  t.strictSame(document.components.examples, { object_not_found: example })
  t.equal(components.example(entryWith(Type.Object({ id: Type.String({ pattern: '^[0-9]{9}$' }) }))), undefined)
  t.end()
})

test('problemExample shows the error by RFC 9457, under the status of the response', t => {
  const document = documentWith()
  const components = new Components(document as never, '3.1', undefined, new Map([[entry, '/errors#object_not_found']]))
  const example = (status: number): object => ({
    summary: '2002 - object_not_found',
    description: 'The object was not found.',
    value: { type: '/errors#object_not_found', title: 'The object was not found.', status, instance: '/path', code: '2002', error: 'object_not_found' }
  })
  t.strictSame(components.problemExample(entry, 404), example(404))
  components.shareExamples(new Set([entry]))
  t.strictSame(components.problemExample(entry, 404), { $ref: '#/components/examples/object_not_found_problem' })
  t.strictSame(document.components.examples, { object_not_found_problem: example(404) })
  t.strictSame(components.problemExample(entry, 410), example(410), 'what is shared has the status of the error')
  t.match(components.problemExample(defaultCatalog.fallback(500), 500), { value: { type: '', status: 500 } }, 'of a catalogue that no scope has')
  t.equal(components.problemExample(entryWith(Type.Object({ id: Type.String({ pattern: '^[0-9]{9}$' }) })), 400), undefined)
  t.end()
})

test('the members of every error are in its component, which is known again', t => {
  const carrying = defineCatalog({ errors: {}, members: Type.Object({ tree: Type.Recursive(This => Type.Object({ children: Type.Array(This) })) }) }, { extend: defaultCatalog })
  const own = carrying.fallback(404)
  const document = documentWith({ 'def-0': plain(entrySchema(own)), 'def-1': plain(entrySchema(entry)) })
  const components = componentsOf(document)
  t.same([...components.adopt([...carrying.entries, ...defaultCatalog.entries]).values()], ['#/components/schemas/object_not_found', '#/components/schemas/object_not_found_2'])
  t.match(document.components.schemas['object_not_found'], { properties: { tree: { $ref: '#/components/schemas/members_tree' } }, required: ['code', 'error'] })
  t.end()
})

test('a component links to where its error is described, also where another catalogue has the same without a page', t => {
  for (const order of [['linked', 'other'], ['other', 'linked']]) {
    const entries = { linked: entry, other: defineCatalog({ errors: {} }, { extend: defaultCatalog }).fallback(404) }
    const document = documentWith()
    const components = new Components(document as never, '3.1', new Map([[entry, '/errors#object_not_found']]))
    for (const name of order) t.equal(components.schema(entries[name as 'linked']), '#/components/schemas/object_not_found')
    t.match(document.components.schemas, { object_not_found: { title: 'object_not_found', externalDocs: { url: '/errors#object_not_found' } } })
    t.equal(Object.keys(document.components.schemas).length, 1)
  }
  t.end()
})
