import { isCatalog } from '../catalog/catalog.js'
import type { Catalog } from '../catalog/catalog.js'
import { defaultCatalog } from '../catalog/default.js'
import { isUndefinedOption, undefinedCatalog } from '../catalog/elsewhere.js'
import { problemsWithExtensions } from '../catalog/problem-details.js'
import { read } from '../values/read.js'
import { isNameOf, unknownName } from './scope.js'

/** Everything that is wrong with the options of the plugin, one sentence each. */
export function problemsOfOptions (options: object): string[] {
  const { catalog = defaultCatalog, classify, strict = false, logErrors = true, onApiError, members, problemJson = false, html } = options as Readonly<Record<string, unknown>>
  const problems: string[] = []
  if (isUndefinedOption(options, 'catalog')) problems.push(undefinedCatalog('catalog'))
  if (!isCatalog(catalog)) problems.push('catalog must be made by defineCatalog')
  else problems.push(...problemsOfMembers(catalog, members), ...problemJson === false ? [] : problemsWithExtensions(catalog.entries))
  problems.push(...problemsOfClassify(isCatalog(catalog) ? catalog : defaultCatalog, classify))
  if (!isProblemJson(problemJson)) problems.push(`problemJson must be true, false or { base: 'https://…/errors' }, got ${JSON.stringify(problemJson)}`)
  if (html !== undefined && typeof html !== 'function') problems.push(`html must be a function that returns a page, got ${typeof html}`)
  if (onApiError !== undefined && typeof onApiError !== 'function') problems.push(`onApiError must be a function, got ${typeof onApiError}`)
  if (typeof strict !== 'boolean') problems.push(`strict must be true or false, got ${String(strict)}`)
  if (typeof logErrors !== 'boolean') problems.push(`logErrors must be true or false, got ${String(logErrors)}`)
  const unknown = Object.keys(options).filter(key => !OPTIONS.includes(key))
  if (unknown.length > 0) problems.push(`there is no option ${unknown.map(key => `"${key}"`).join(', ')}; there are ${OPTIONS.slice(0, -3).join(', ')}`)
  return problems
}

// The last three are Fastify's own, which it hands to every plugin.
const OPTIONS = ['catalog', 'classify', 'strict', 'logErrors', 'onApiError', 'members', 'problemJson', 'html', 'prefix', 'logLevel', 'logSerializers']

function isProblemJson (given: unknown): boolean {
  const base = read(given, 'base')
  return typeof given === 'boolean' || (typeof given === 'object' && given !== null && (base === undefined || (typeof base === 'string' && URL.canParse(base, 'http://a'))))
}

function problemsOfClassify (catalog: Catalog, classify: unknown): string[] {
  if (classify === undefined || typeof classify === 'function') return []
  if (typeof classify !== 'object' || classify === null) return [`classify must be a table of errors or a function, got ${classify === null ? 'null' : typeof classify}`]
  return Object.entries(classify).flatMap(([name, isIt]: [string, unknown]) => [
    ...!isNameOf(catalog, name) ? [`classify: ${unknownName(name, catalog)}`] : [],
    ...typeof isIt === 'function' ? [] : [`classify.${name} must be a function, got ${typeof isIt}`]
  ])
}

function problemsOfMembers ({ entries: [entry] }: Catalog, members: unknown): string[] {
  const declared = entry?.members // as each of them
  if (members !== undefined && typeof members !== 'function') return [`members must be a function of the request, got ${typeof members}`]
  if (declared === undefined) return members === undefined ? [] : ['members is given, but the catalogue declares none; add members: Type.Object({ … }) to its definition']
  if (members !== undefined) return []
  const names = Object.keys(declared.properties)
  return [`the catalogue has every error carry ${names.join(', ')}; give members: request => ({ ${names.join(', ')} })`]
}
