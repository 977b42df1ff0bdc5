import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'

/** Names of applications and components, fit for host names. */
export const NameSchema = Type.String({ pattern: '^[a-z][a-z0-9-]{0,62}$', description: 'Lower-case letters, digits and hyphens, a letter first.' })

export const ApplicationSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: NameSchema,
  owner_id: Type.String({ format: 'uuid' }),
  created_at: Type.String({ format: 'date-time' })
})

export type Application = Static<typeof ApplicationSchema>

export const NewApplicationSchema = Type.Object({ name: NameSchema })

export const ApplicationParamsSchema = Type.Object({ id: Type.String({ format: 'uuid', description: "The application's id." }) })
