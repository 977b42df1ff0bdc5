import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'

/** Names of applications and components, fit for host names. */
export const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$', description: 'Lower-case letters, digits and hyphens, a letter first.' })

export const Application = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Name,
  owner_id: Type.String({ format: 'uuid' }),
  created_at: Type.String({ format: 'date-time' })
})

export type Application = Static<typeof Application>

export const NewApplication = Type.Object({ name: Name })

export const ApplicationParams = Type.Object({ id: Type.String({ format: 'uuid', description: "The application's id." }) })
