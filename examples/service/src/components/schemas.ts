import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { ApplicationParamsSchema, NameSchema } from '../applications/schemas.js'

export const ComponentSchema = Type.Object({
  name: NameSchema,
  image: Type.String({ minLength: 1, maxLength: 300, description: 'What runs, like `registry.example.com/shop/web:1.4`.' })
})

export type Component = Static<typeof ComponentSchema>

export const ComponentParamsSchema = Type.Composite([ApplicationParamsSchema, Type.Object({ component: NameSchema })])
