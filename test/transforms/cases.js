import * as zodOpenApi from 'fastify-zod-openapi'
import * as provider4 from 'fastify-type-provider-zod-4'
import * as provider5 from 'fastify-type-provider-zod-5'
import * as provider6 from 'fastify-type-provider-zod-6'
import * as provider7 from 'fastify-type-provider-zod-7'
import { z } from 'zod'
import { z as z3 } from 'zod-3'

const compilersOf = ({ validatorCompiler, serializerCompiler }) => app => { app.setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler) }

/** A type provider of zod by its transform, and with schemas that are components. */
function zodProvider (version, provider) {
  const registry = z.registry()
  const Thing = z.object({ id: z.string() })
  registry.add(Thing, { id: 'Thing' })
  return {
    [`fastify-type-provider-zod ${version}, jsonSchemaTransform`]: {
      setUp: compilersOf(provider),
      options: () => ({ transform: provider.jsonSchemaTransform }),
      response: () => ({ 200: z.object({ id: z.string() }), 409: z.object({ taken: z.string() }) })
    },
    [`fastify-type-provider-zod ${version}, jsonSchemaTransformObject`]: {
      setUp: compilersOf(provider),
      options: () => ({ transform: provider.createJsonSchemaTransform({ schemaRegistry: registry }), transformObject: provider.createJsonSchemaTransformObject({ schemaRegistry: registry }) }),
      response: () => ({ 200: Thing })
    }
  }
}

const Thing3 = z3.object({ id: z3.string() })

/** Services whose documents go through a transform that knows schemas of its own only. */
export const CASES = {
  'fastify-type-provider-zod 4, jsonSchemaTransform': {
    setUp: compilersOf(provider4),
    options: () => ({ transform: provider4.jsonSchemaTransform }),
    response: () => ({ 200: Thing3 })
  },
  'fastify-type-provider-zod 4, jsonSchemaTransformObject': {
    setUp: compilersOf(provider4),
    options: () => ({ transform: provider4.createJsonSchemaTransform({ skipList: [], schemas: { Thing: Thing3 } }), transformObject: provider4.createJsonSchemaTransformObject({ schemas: { Thing: Thing3 } }) }),
    response: () => ({ 200: Thing3 })
  },
  ...zodProvider(5, provider5),
  ...zodProvider(6, provider6),
  ...zodProvider(7, provider7),
  'fastify-zod-openapi': {
    setUp: async app => {
      compilersOf(zodOpenApi)(app)
      await app.register(zodOpenApi.fastifyZodOpenApiPlugin)
    },
    options: () => ({ transform: zodOpenApi.fastifyZodOpenApiTransform, transformObject: zodOpenApi.fastifyZodOpenApiTransformObject }),
    response: () => ({ 200: z.object({ id: z.string() }).meta({ id: 'Thing' }), 409: z.object({ taken: z.string() }) })
  },
  'z.toJSONSchema of every response': {
    setUp: app => { app.setSerializerCompiler(() => JSON.stringify) },
    options: () => ({
      transform: ({ schema, url }) => ({ url, schema: schema && { ...schema, response: Object.fromEntries(Object.entries(schema.response ?? {}).map(([status, response]) => [status, z.toJSONSchema(response)])) } })
    }),
    response: () => ({ 200: z.object({ id: z.string() }) })
  }
}
