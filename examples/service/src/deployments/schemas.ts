import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { NameSchema } from '../applications/schemas.js'
import { ProviderNameSchema } from '../providers/schemas.js'

export const DeploymentSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  application_id: Type.String({ format: 'uuid' }),
  provider: ProviderNameSchema,
  components: Type.Array(NameSchema),
  status: Type.Union([Type.Literal('pending'), Type.Literal('running'), Type.Literal('failed'), Type.Literal('removed')]),
  url: Type.Union([Type.String(), Type.Null()], { description: 'Where it can be reached, once it runs.' }),
  created_at: Type.String({ format: 'date-time' })
})

export type Deployment = Static<typeof DeploymentSchema>

export const NewDeploymentSchema = Type.Object({
  provider: ProviderNameSchema,
  components: Type.Optional(Type.Array(NameSchema, { minItems: 1, maxItems: 100, uniqueItems: true, description: 'Which components (default: all).' }))
})
