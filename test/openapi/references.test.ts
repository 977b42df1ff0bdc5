import { test } from 'tap'
import { componentOf, dropUnused, referencesIn, renameReferences, resolve } from '../../src/openapi/references.js'

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })

test('componentOf is the component that a pointer leads to or into', t => {
  for (const [pointer, component] of [
    ['#/components/schemas/a', '#/components/schemas/a'],
    ['#/components/schemas/a/properties/b', '#/components/schemas/a'],
    ['#/components/responses/a', '#/components/responses/a'],
    ['#/definitions/a/items', '#/definitions/a'],
    ['#/responses/a/schema', '#/responses/a'],
    ['other.json#/a', 'other.json#/a']
  ] as const) t.equal(componentOf(pointer), component)
  t.end()
})

test('referencesIn finds them at any depth, each once', t => {
  t.strictSame([...referencesIn([ref('a'), { b: [ref('b'), ref('a/properties/c')] }, { $ref: 1 }])], ['#/components/schemas/a', '#/components/schemas/b'])
  t.end()
})

test('resolve follows a pointer, also through names with slashes', t => {
  const document = { components: { responses: { 'a/b~c': { description: 'd' } } } }
  t.equal(resolve(document, '#/components/responses/a~1b~0c'), document.components.responses['a/b~c'])
  t.equal(resolve(document, '#/components/responses/none'), undefined)
  t.equal(resolve(document, '#/components/none/none/none'), undefined)
  t.end()
})

test('renameReferences renames components, and what is within them', t => {
  const document = { a: ref('def-1'), b: [ref('def-1/properties/code')], c: ref('def-10'), d: { $ref: 2 } }
  renameReferences(document, new Map([['#/components/schemas/def-1', '#/components/schemas/x']]))
  t.strictSame(document, { a: ref('x'), b: [ref('x/properties/code')], c: ref('def-10'), d: { $ref: 2 } })
  renameReferences(document, new Map())
  t.strictSame(document.a, ref('x'))
  t.end()
})

test('dropUnused removes candidates that nothing refers to but each other', t => {
  const schemas: Record<string, unknown> = {
    used: ref('indirect'), indirect: ref('indirect'), own: ref('ofOwn'), ofOwn: {}, unused: ref('alsoUnused'), alsoUnused: ref('unused'), ofResponse: {}, kept: {}
  }
  const document = { paths: { '/': ref('used/properties/a') }, components: { schemas, responses: { a: ref('ofResponse') } } }
  dropUnused(document, schemas, '#/components/schemas/', new Set(['used', 'indirect', 'ofOwn', 'unused', 'alsoUnused', 'ofResponse']))
  t.strictSame(Object.keys(schemas), ['used', 'indirect', 'own', 'ofOwn', 'ofResponse', 'kept'])
  t.end()
})

test('dropUnused does the same with the definitions of Swagger 2.0', t => {
  const definitions: Record<string, unknown> = { used: {}, unused: { $ref: '#/definitions/unused' } }
  dropUnused({ paths: { '/': { $ref: '#/definitions/used' } }, definitions }, definitions, '#/definitions/', new Set(['used', 'unused']))
  t.strictSame(Object.keys(definitions), ['used'])
  t.end()
})
