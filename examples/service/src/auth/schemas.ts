import { Type } from '@sinclair/typebox'

export const CredentialsSchema = Type.Object({
  email: Type.String({ maxLength: 320 }),
  password: Type.String({ maxLength: 200 })
})

export const SessionSchema = Type.Object({
  token: Type.String({ description: 'For the header `authorization: Bearer <token>`.' }),
  expires_in: Type.Integer({ description: 'Seconds until the token expires.' })
})
