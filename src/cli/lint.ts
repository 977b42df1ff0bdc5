import type { CatalogDocument } from '../reference/catalog-document.js'
import { readArguments } from './arguments.js'
import { lintCatalog } from './lint-catalog.js'
import type { Finding } from './lint-catalog.js'
import { describeReading, lintRoutes } from './lint-routes.js'
import { counted } from './io.js'
import type { CliIo } from './io.js'
import { InvalidCatalogError, loadCatalog } from './load-catalog.js'
import { readSources } from './read-sources.js'

/** `lint [module]… [--routes PATH]… [--strict]`: prints errors and notes; exit code 1 when there are errors. */
export async function lint (args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('lint', args, {
    routes: { type: 'string', multiple: true }, strict: { type: 'boolean' }
  }, { takes: ['module'], repeats: true })
  const findings = await findingsOf(positionals, values.routes ?? [], io)
  const errors = findings.filter(finding => finding.level === 'error')
  const notes = findings.filter(finding => finding.level === 'note')
  print(errors, io)
  print(notes, io)
  io.stdout(findings.length === 0 ? 'No problems found.\n' : `${counted(errors.length, 'error')}, ${counted(notes.length, 'note')}\n`)
  return errors.length > 0 || (values.strict === true && notes.length > 0) ? 1 : 0
}

function print (findings: readonly Finding[], io: CliIo): void {
  for (const { level, message } of findings.slice(0, MAX_PRINTED)) io.stdout(`${level.padEnd(5)}  ${message}\n`)
  if (findings.length > MAX_PRINTED) io.stdout(`       … and ${findings.length - MAX_PRINTED} more\n`)
}

/** Of each level. Who fixes these sees the others. */
const MAX_PRINTED = 200

async function findingsOf (targets: readonly string[], paths: readonly string[], io: CliIo): Promise<Finding[]> {
  const loaded = await Promise.all(targets.length === 0 ? [load(undefined, io)] : targets.map(target => load(target, io)))
  const documents = loaded.flatMap(({ document }) => document ?? [])
  const findings = loaded.flatMap(({ target = '', problems }) => problems.map(({ level, message }): Finding => ({ level, message: targets.length > 1 ? `${target}: ${message}` : message })))
  if (paths.length === 0 || documents.length < loaded.length) return findings // what the routes name is in a catalogue that is broken, perhaps
  const sources = await readSources(paths, io.cwd)
  if (targets.length === 0) io.stdout('No module given: checked against the built-in catalogue.\n')
  io.stdout(describeReading(sources))
  return [...findings, ...lintRoutes(documents, sources)]
}

interface Loaded { readonly target: string | undefined, readonly document?: CatalogDocument, readonly problems: readonly Finding[] }

async function load (target: string | undefined, io: CliIo): Promise<Loaded> {
  try {
    const document = await loadCatalog(target, io.cwd)
    return { target, document, problems: lintCatalog(document) }
  } catch (error) {
    if (error instanceof InvalidCatalogError) return { target, problems: error.problems.map(message => ({ level: 'error', message })) }
    throw error
  }
}
