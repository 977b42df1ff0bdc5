import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Type } from '@sinclair/typebox'
import { test } from 'tap'
import type { Test } from 'tap'
import ts from 'typescript'
import { clientModule } from '../../src/cli/client-module.js'
import type { createClient } from '../../src/client/index.js'
import { builtInDocument, documentWith } from './run.js'

const details = JSON.parse(JSON.stringify(Type.Object({
  list: Type.Array(Type.String()), note: Type.Optional(Type.Union([Type.Literal("it's"), Type.Null()])), parent: Type.Object({ 'the-id': Type.Integer() }), any: Type.Unknown()
}))) as Record<string, unknown>
const document = documentWith([
  { name: 'gone', code: '4', description: 'It is */ gone.' },
  { name: 'worded', code: '5', error: 'It\'s "not"\n\\ there.' },
  { name: 'detailed', code: '6', details },
  { name: 'empty', code: '7', details: { type: 'object', properties: {} } }
])
const root = fileURLToPath(new URL('../..', import.meta.url))

/** Compiles and imports a module that uses the client, as a project would that has the package. */
async function compile (t: Test, text: string): Promise<{ problems: string[], exported: ReturnType<typeof createClient> }> {
  const client = JSON.stringify(join(root, 'src', 'client', 'index.js'))
  const file = join(t.testdir({ 'client.ts': text.replaceAll("'fastify-api-error/client'", client) }), 'client.ts')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile) as { config: unknown }
  const program = ts.createProgram([file], ts.parseJsonConfigFileContent(config, ts.sys, root).options)
  const problems = program.getSemanticDiagnostics(program.getSourceFile(file)).map(problem => ts.flattenDiagnosticMessageText(problem.messageText, '\n'))
  return { problems, exported: await import(pathToFileURL(file).href) as ReturnType<typeof createClient> }
}

test('the client of the built-in catalogue compiles, and narrows', async t => {
  const { problems } = await compile(t, `${clientModule(builtInDocument())}
export const fieldsOf = (body: ApiErrorBody): readonly string[] => body.error === 'invalid_field_value' ? body.fields : []
export const codeOf = (body: ApiErrorBody<'unauthorized'>): '1000' => body.code
export const nameOf = (error: ParsedApiError): string => error.name\n`)
  t.same(problems, [])
})

test('the client of a catalogue with texts and details compiles, and knows its errors', async t => {
  const { problems, exported } = await compile(t, `${clientModule(document)}
export const idOf = (body: ApiErrorBody<'detailed'>): number => body.parent['the-id']
export const noteOf = (body: ApiErrorBody<'detailed'>): "it's" | null | undefined => body.note\n`)
  t.same(problems, [])
  const parse = exported.parseApiError
  t.match(await parse({ code: '4', error: 'gone' }), { known: true, name: 'gone' })
  t.match(await parse({ code: '5', error: document.errors[1]?.error }), { known: true, name: 'worded' })
  t.match(await parse({ code: '6', error: 'detailed', list: [], parent: {} }), { known: true, name: 'detailed' })
  t.match(await parse({ code: '6', error: 'detailed', list: [], note: 5, parent: {} }), { known: false, name: 'detailed' })
  t.match(await parse({ code: '7', error: 'empty' }), { known: true, name: 'empty' })
})

test('the client of a catalogue whose errors carry members compiles, and knows that they may be missing', async t => {
  const members = { type: 'object', properties: { request_id: { type: 'string' } }, required: ['request_id'] }
  const { problems, exported } = await compile(t, `${clientModule({ ...document, members })}
export const idOf = (body: ApiErrorBody): string | undefined => body.request_id
export const idOfFound = (error: ParsedApiError): string | undefined => error.known ? error.body.request_id : undefined
// @ts-expect-error -- an error of no request has none
export const surely = (body: ApiErrorBody<'gone'>): string => body.request_id\n`)
  t.same(problems, [])
  t.ok(exported.isApiErrorBody({ code: '4', error: 'gone', request_id: 'a' }))
  t.ok(exported.isApiErrorBody({ code: '4', error: 'gone' }))
})

test('the client knows details that refer to themselves, and keeps apart what errors call by one name', async t => {
  const tree = (leaf: object): Record<string, unknown> => {
    const node = { type: 'object', required: ['children', 'parent'], properties: { leaf, children: { type: 'array', items: { $ref: '#/definitions/Node' } }, parent: { anyOf: [{ $ref: '#/definitions/Node' }, { type: 'null' }] } } }
    return { type: 'object', required: ['node', 'all'], properties: { node: { $ref: '#/definitions/Node' }, all: { type: 'object', additionalProperties: { $ref: '#/definitions/Node' } } }, definitions: { Node: node } }
  }
  const json = { $ref: '#/definitions/Json' }
  const trees = documentWith([
    { name: 'one', code: '4', details: tree({ type: 'string' }) },
    { name: 'same', code: '5', details: tree({ type: 'string' }) },
    { name: 'other', code: '6', details: tree({ type: 'integer' }) },
    { name: 'odd', code: '7', details: { type: 'object', properties: { a: { $ref: '#/definitions/1-a' } }, definitions: { '1-a': { type: 'array', items: { $ref: '#/definitions/1-a' } }, ApiErrors: { $ref: '#/definitions/missing' } } } },
    { name: 'any', code: '8', details: { type: 'object', properties: { a: json }, definitions: { Json: { anyOf: [{ type: 'string' }, { type: 'null' }, { type: 'array', items: json }, { type: 'object', additionalProperties: json }] } } } }
  ])
  const text = clientModule(trees)
  t.same([...text.matchAll(/^export type (\w+) = /gm)].map(([, name]) => name).filter(name => !/^Api|^Parsed/.test(name ?? '')), ['Node', 'Node_2', '_1_a', 'Json'])
  const { problems, exported } = await compile(t, `${text}
export const leafOf = (body: ApiErrorBody<'one'>): string | undefined => body.node.children[0]?.parent?.leaf
export const countOf = (body: ApiErrorBody<'other'>): number | undefined => body.all['a']?.parent?.leaf
export const same = (body: ApiErrorBody<'same'>): ApiErrorBody<'one'>['node'] => body.node
`)
  t.same(problems, [])
  t.match(await exported.parseApiError({ code: '4', error: 'one', node: {}, all: {} }), { known: true })
  t.match(await exported.parseApiError({ code: '4', error: 'one', node: null, all: {} }), { known: false })
})

test('editors are told what is deprecated, and since when an error is there', async t => {
  const text = clientModule(documentWith([{ name: 'old', deprecated: 'Use */ gone.' }, { name: 'older', deprecated: true, since: '1.2' }]))
  t.match(text, '/** It is old. @deprecated Use * / gone. */')
  t.match(text, '/** It is older. @since 1.2 @deprecated */')
})
