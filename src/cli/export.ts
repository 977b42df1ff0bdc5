import { readArguments } from './arguments.js'
import { documentSchema } from '../reference/catalog-document.js'
import { clientModule } from './client-module.js'
import { writeOut } from './docs.js'
import { UsageError } from './io.js'
import type { CliIo } from './io.js'
import { loadCatalog } from './load-catalog.js'

/** `export [module] [--client | --schema] [--out FILE]`: the catalogue as JSON, as a client, or the schema of that JSON. */
export async function exportCatalog (args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('export', args, {
    client: { type: 'boolean' }, schema: { type: 'boolean' }, out: { type: 'string' }
  }, { takes: ['module'] })
  if (values.client === true && values.schema === true) throw new UsageError('export writes a client or a schema, not both')
  const text = await textOf(values, positionals[0], io)
  if (values.out === undefined) io.stdout(text)
  else await writeOut(values.out, text, io)
  return 0
}

async function textOf (values: { readonly client?: boolean | undefined, readonly schema?: boolean | undefined }, target: string | undefined, io: CliIo): Promise<string> {
  if (values.schema === true) return json(documentSchema)
  const document = await loadCatalog(target, io.cwd)
  return values.client === true ? clientModule(document) : json(document)
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
