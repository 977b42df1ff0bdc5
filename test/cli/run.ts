import { join } from 'node:path'
import { documentOf } from '../../src/reference/catalog-document.js'
import type { CatalogDocument, DocumentedError } from '../../src/reference/catalog-document.js'
import { main } from '../../src/cli/main.js'
import { defaultCatalog } from '../../src/index.js'

/** What `compare` finds in catalogues that do not differ. */
export const none = { breaking: [], additions: [], changes: [] }

/** What a call of the command line gives. */
export interface Outcome { readonly code: number, readonly stdout: string, readonly stderr: string }

/** Calls the command line in a folder. */
export async function run (cwd: string, ...args: string[]): Promise<Outcome> {
  let [stdout, stderr] = ['', '']
  const code = await main(args, { cwd, stdout: text => { stdout += text }, stderr: text => { stderr += text } })
  return { code, stdout, stderr }
}

/** What modules that the tests write import of the package. */
export const packageSource = join(import.meta.dirname, 'package.ts')

/** A module in TypeScript, whose catalogue extends the built-in one by these members of a definition. */
export function catalogModule (definition: string, rest = ''): string {
  return `
    import { Type } from '@sinclair/typebox'
    import { defaultCatalog, defineCatalog } from ${JSON.stringify(packageSource)}
    enum Status { Payment = 402 } // a thing that only a compiler knows
    export const catalog = defineCatalog({ ${definition} }, { extend: defaultCatalog })
    export const schema = Type.Object({ status: Type.Literal(Status.Payment) })
    ${rest}`
}

/** A module with errors about billing. */
export const billingModule = catalogModule(`
  groups: { billing: { range: [5000, 5999], description: 'Errors between 5000 and 5999 are related to billing.' } },
  errors: {
    card_declined: { code: '5001', status: 402, description: 'The card was declined.', details: Type.Object({ retry_after: Type.Integer(), hint: Type.Optional(Type.String()) }) },
    quota_exceeded: { code: '5003', status: 429, error: 'Too much.', description: 'The quota is used up.' }
  }`)

/** The built-in catalogue as a document that a test may change. */
export function builtInDocument (): CatalogDocument {
  return documentOf(defaultCatalog)
}

/** A document with these errors alone, each complete by defaults. */
export function documentWith (errors: Array<Partial<DocumentedError> & { readonly name: string }>, rest: Partial<CatalogDocument> = {}): CatalogDocument {
  return {
    ...builtInDocument(),
    fallback: {},
    roles: {},
    errors: errors.map(error => ({ code: '1000', error: error.name, status: 400, description: `It is ${error.name}.`, group: 'authentication', shared: false, ...error })),
    ...rest
  }
}
