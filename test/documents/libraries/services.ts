import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import swagger from '@fastify/swagger'
import { Type } from '@sinclair/typebox'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { Type as Type1 } from 'typebox'
import { z } from 'zod'
import apiError, { defaultCatalog, defineCatalog } from '../../../src/index.js'
import type { Catalog } from '../../../src/index.js'

// One API, written with each library: a tree in the details of one error, and details that are a tree themselves.

const groups = { trees: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to trees.' } } as const
const broken = { code: '5001', status: 409, description: 'The tree is broken.' } as const
const cut = { code: '5002', status: 409, description: 'The branch was cut.' } as const

const ZodNode = z.object({ name: z.string(), get children () { return z.array(ZodNode) }, get parent () { return ZodNode.nullable() } })
const zodCatalog = defineCatalog({
  groups,
  errors: {
    tree_broken: { ...broken, details: z.object({ node: ZodNode, note: z.string().nullable(), at: z.iso.datetime(), pair: z.tuple([z.string(), z.int()]), all: z.record(z.string(), ZodNode), cause: z.discriminatedUnion('kind', [z.object({ kind: z.literal('wind'), speed: z.number() }), z.object({ kind: z.literal('age') })]) }) },
    branch_cut: { ...cut, details: ZodNode }
  }
}, { extend: defaultCatalog })

const OldNode = Type.Recursive(This => Type.Object({ name: Type.String(), children: Type.Array(This), parent: Type.Union([This, Type.Null()]) }))
const oldCatalog = defineCatalog({
  groups,
  errors: {
    tree_broken: { ...broken, details: Type.Object({ node: OldNode, note: Type.Union([Type.String(), Type.Null()]), at: Type.String({ format: 'date-time' }), pair: Type.Tuple([Type.String(), Type.Integer()]), all: Type.Record(Type.String(), OldNode), cause: Type.Union([Type.Object({ kind: Type.Literal('wind'), speed: Type.Number() }), Type.Object({ kind: Type.Literal('age') })]) }) },
    branch_cut: { ...cut, details: OldNode }
  }
}, { extend: defaultCatalog })

const NewNode = Type1.Cyclic({ Node: Type1.Object({ name: Type1.String(), children: Type1.Array(Type1.Ref('Node')), parent: Type1.Union([Type1.Ref('Node'), Type1.Null()]) }) }, 'Node')
const newCatalog = defineCatalog({
  groups,
  errors: {
    tree_broken: { ...broken, details: Type1.Object({ node: NewNode, note: Type1.Union([Type1.String(), Type1.Null()]), at: Type1.String({ format: 'date-time' }), pair: Type1.Tuple([Type1.String(), Type1.Integer()]), all: Type1.Record(Type1.String(), NewNode), cause: Type1.Union([Type1.Object({ kind: Type1.Literal('wind'), speed: Type1.Number() }), Type1.Object({ kind: Type1.Literal('age') })]) }) },
    branch_cut: { ...cut, details: NewNode }
  }
}, { extend: defaultCatalog })

/** Details of the two errors, with a member that no schema names at each depth. */
const NODE = { name: 'root', secret: 's', children: [{ name: 'leaf', children: [], parent: null, secret: 's' }], parent: null }
export const TREE_BROKEN = { node: NODE, note: null, at: new Date(0), pair: ['a', 1], all: { root: NODE }, cause: { kind: 'age', speed: 's' }, secret: 's' }

/** What leaves of it. */
const SENT_NODE = { name: 'root', children: [{ name: 'leaf', children: [], parent: null }], parent: null }
export const SENT = {
  tree_broken: { code: '5001', error: 'tree_broken', node: SENT_NODE, note: null, at: '1970-01-01T00:00:00.000Z', pair: ['a', 1], all: { root: SENT_NODE }, cause: { kind: 'age' } },
  branch_cut: { code: '5002', error: 'branch_cut', ...SENT_NODE }
}

export const CATALOGS: Readonly<Record<string, Catalog>> = { zod: zodCatalog, '@sinclair/typebox 0.34': oldCatalog, 'typebox 1': newCatalog }

/** The service of a library; that on zod with the compilers and the transform of its type provider. */
export async function createService (library: string, openapi: string): Promise<FastifyInstance> {
  const app = Fastify()
  const isZod = library === 'zod'
  if (isZod) app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler)
  await app.register(swagger, {
    openapi: { openapi, info: { title: 'Trees', version: '1.0.0' }, servers: [{ url: 'https://trees.example.com' }] },
    ...isZod && { transform: jsonSchemaTransform as never }
  })
  await app.register(apiError, { catalog: CATALOGS[library] as Catalog })
  const Tree = isZod ? z.object({ id: z.string() }) : { type: 'object', properties: { id: { type: 'string' } } }
  app.get('/tree', { schema: { operationId: 'getTree', apiErrors: ['tree_broken', 'branch_cut', 'object_not_found'] as never, response: { 200: Tree } } }, async (request, reply) => {
    const raise = reply.apiError.bind(reply) as (name: string, details?: object) => Promise<never>
    if (request.headers['x-raise'] === 'branch_cut') return await raise('branch_cut', NODE)
    return request.headers['x-raise'] === 'tree_broken' ? await raise('tree_broken', TREE_BROKEN) : { id: 'a' }
  })
  return app
}
