import { createRequire } from 'node:module'
import { test } from 'tap'
import { toYaml } from '../../src/openapi/yaml.js'

// The reader that @fastify/swagger brings along.
const require = createRequire(createRequire(import.meta.url).resolve('@fastify/swagger'))
const { parse } = require('yaml') as { parse (text: string, options?: { version: '1.1' | '1.2' }): unknown }

const DOCUMENT = {
  openapi: '3.1.0',
  text: ['plain', 'two words', 'yes', 'NO', 'null', 'true', '1', '1.0', '0x1', '', ' ', 'a: b', 'a #b', '# c', '- d', '{e}', '[f]', '*g', '&h', '!i', '%j', '@k', '"l"', "m's", 'n\no', '2026-01-31', 'é', '~', '=', '<<', 'a:', '.inf', 'end '],
  'key: with colon': 1,
  404: { $ref: '#/components/schemas/object_not_found', 'x-a/b': true },
  y: 'n',
  numbers: [0, -1, 1.5, 1e30],
  empty: { list: [], object: {}, text: '' },
  nested: [[1, [2, 3]], { a: [{ b: 1, c: [] }], d: { e: null } }, []],
  nothing: null
}

for (const version of ['1.1', '1.2'] as const) {
  test(`toYaml writes what a reader of YAML ${version} reads back`, t => {
    t.same(parse(toYaml(DOCUMENT), { version }), DOCUMENT)
    t.end()
  })
}

test('toYaml writes blocks for people', t => {
  t.equal(toYaml({ paths: { '/users/{id}': { get: { tags: ['users', 'all of them'], responses: { 404: { description: 'Not: here.' } } } } } }), `paths:
  "/users/{id}":
    get:
      tags:
        - users
        - all of them
      responses:
        "404":
          description: "Not: here."
`)
  t.end()
})

test('toYaml leaves out what JSON leaves out', t => {
  t.equal(toYaml({ a: undefined, b: [undefined], c: 1 }), 'b:\n  - null\nc: 1\n')
  t.end()
})
