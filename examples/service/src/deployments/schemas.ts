import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { Name } from '../applications/schemas.js'
import { ProviderName } from '../providers/schemas.js'

export const Deployment = Type.Object({
  id: Type.String({ format: 'uuid' }),
  application_id: Type.String({ format: 'uuid' }),
  provider: ProviderName,
  components: Type.Array(Name),
  status: Type.Union(['pending', 'running', 'failed', 'replaced', 'removed'].map(status => Type.Literal(status))),
  url: Type.Union([Type.String(), Type.Null()], { description: 'Where it can be reached, once it runs.' }),
  created_at: Type.String({ format: 'date-time' })
})

export type Deployment = Static<typeof Deployment>

export const NewDeployment = Type.Object({
  provider: ProviderName,
  components: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 100, uniqueItems: true, description: 'Which components (default: all).' }))
})
