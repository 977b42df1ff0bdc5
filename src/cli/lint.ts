import { readArguments } from './arguments.js'
import { lintCatalog } from './lint-catalog.js'
import type { Finding } from './lint-catalog.js'
import { describeReading, lintRoutes } from './lint-routes.js'
import { counted } from './io.js'
import type { CliIo } from './io.js'
import { InvalidCatalogError, loadCatalog } from './load-catalog.js'
import { readSources } from './read-sources.js'

/** `lint [module] [--routes PATH]… [--strict]`: what is wrong or questionable; exit code 1 when something is wrong. */
export async function lint (args: string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments('lint', args, {
    routes: { type: 'string', multiple: true }, strict: { type: 'boolean' }
  }, { takes: ['module'] })
  const findings = await findingsOf(positionals[0], values.routes ?? [], io)
  for (const { level, message } of findings) io.stdout(`${level.padEnd(5)}  ${message}\n`)
  const errors = findings.filter(finding => finding.level === 'error').length
  const notes = findings.length - errors
  io.stdout(findings.length === 0 ? 'Nothing to complain about.\n' : `${counted(errors, 'error')}, ${counted(notes, 'note')}\n`)
  return errors > 0 || (values.strict === true && notes > 0) ? 1 : 0
}

async function findingsOf (target: string | undefined, paths: readonly string[], io: CliIo): Promise<Finding[]> {
  try {
    const document = await loadCatalog(target, io.cwd)
    if (paths.length === 0) return lintCatalog(document)
    const sources = await readSources(paths, io.cwd)
    if (target === undefined) io.stdout('No module was given: compared with the built-in catalogue.\n')
    io.stdout(describeReading(sources))
    return [...lintCatalog(document), ...lintRoutes(document, sources)]
  } catch (error) {
    if (error instanceof InvalidCatalogError) return error.problems.map(message => ({ level: 'error', message }))
    throw error
  }
}
