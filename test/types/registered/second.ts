import type { defaultCatalog } from 'fastify-api-error'

// A program has one registered catalogue; a package of errors for many services registers none.
declare module 'fastify-api-error' {
  interface Register {
    // @ts-expect-error -- register.ts registered another
    catalog: typeof defaultCatalog
  }
}
