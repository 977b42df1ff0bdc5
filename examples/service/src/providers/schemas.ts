import { Type } from '@sinclair/typebox'

export const ProviderName = Type.String({ minLength: 1, maxLength: 63, examples: ['webhook'] })

export const ProviderParams = Type.Object({ provider: ProviderName })

export const ProviderSummary = Type.Object({
  name: ProviderName,
  connected: Type.Boolean({ description: 'True if there is an account to deploy with.' })
})

export const Account = Type.Object({
  endpoint: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2000, description: 'Where the provider listens.' }),
  token: Type.String({ minLength: 1, maxLength: 4000, description: 'Kept encrypted, and never shown again.' })
})
