import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'
import { ApplicationParams, Name } from '../applications/schemas.js'

export const Component = Type.Object({
  name: Name,
  image: Type.String({ minLength: 1, maxLength: 300, description: 'What runs, like `registry.example.com/shop/web:1.4`.' })
})

export type Component = Static<typeof Component>

export const ComponentParams = Type.Composite([ApplicationParams, Type.Object({ component: Name })])
