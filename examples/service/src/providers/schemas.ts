import { Type } from '@sinclair/typebox'

export const ProviderNameSchema = Type.String({ minLength: 1, maxLength: 63, examples: ['webhook'] })

export const ProviderParamsSchema = Type.Object({ provider: ProviderNameSchema })

export const ProviderSummarySchema = Type.Object({
  name: ProviderNameSchema,
  connected: Type.Boolean({ description: 'True if there is an account to deploy with.' })
})

export const AccountSchema = Type.Object({
  endpoint: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2000, description: 'Where the provider listens.' }),
  token: Type.String({ minLength: 1, maxLength: 4000, description: 'Kept encrypted, and never shown again.' })
})
