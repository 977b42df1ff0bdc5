import { Type } from '@sinclair/typebox'
import { defaultCatalog, defineCatalog } from 'fastify-api-error'

export const catalog = defineCatalog({
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
  errors: {
    card_declined: { code: '5001', status: 402, description: 'The card was declined.', details: Type.Object({ retry_after: Type.Integer() }) },
    card_expired: { code: '5002', status: 402, description: 'The card has expired.', details: Type.Object({ hint: Type.Optional(Type.String()) }) }
  },
  fallback: { 402: 'card_expired' },
  members: Type.Object({ request_id: Type.String(), trace: Type.Optional(Type.Integer()) })
}, { extend: defaultCatalog })

declare module 'fastify-api-error' {
  interface Register {
    catalog: typeof catalog
    declared: 'unauthorized' | 'not_allowed'
  }
}
