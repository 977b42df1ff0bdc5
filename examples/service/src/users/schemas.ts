import { Type } from '@sinclair/typebox'
import type { Static } from '@sinclair/typebox'

export const UserSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  email: Type.String(),
  name: Type.String(),
  role: Type.Union([Type.Literal('member'), Type.Literal('admin')]),
  auth_system: Type.Union([Type.Literal('local'), Type.Literal('ldap')], { description: 'Where the user signs in.' }),
  created_at: Type.String({ format: 'date-time' })
})

export type User = Static<typeof UserSchema>

// Addresses and passwords are checked by rules.ts, not by their schemas: they have errors of their own.

const email = Type.String({ maxLength: 320, description: 'Must be an e-mail address.' })
const name = Type.String({ minLength: 1, maxLength: 100 })
const password = Type.String({ maxLength: 200, description: 'At least 10 characters, among them a letter and a digit or sign.' })

export const NewUserSchema = Type.Object({ email, name, password, password_confirmation: Type.String({ maxLength: 200 }) })

export const NewDirectoryUserSchema = Type.Object({ email, name })

export const PasswordChangeSchema = Type.Object({ old_password: Type.String({ maxLength: 200 }), password, password_confirmation: Type.String({ maxLength: 200 }) })
