import { isCatalog } from '../catalog/catalog.js'
import type { Catalog } from '../catalog/catalog.js'
import { defaultCatalog } from '../catalog/default.js'
import { isUndefinedOption, undefinedCatalog } from '../catalog/elsewhere.js'
import { problemsWithExtensions } from '../catalog/problem-details.js'
import type { DetailsSchema, ErrorDefinitions } from '../catalog/types.js'
import { optionsError } from '../messages/options-error.js'
import { show } from '../messages/show.js'
import type { RegisteredMembers } from '../types/register.js'
import { read } from '../values/read.js'
import { classifyBy } from './classify-table.js'
import type { ApiErrorObserver } from './event.js'
import { isNameOf, unknownName } from './scope.js'
import type { Classify, ClassifyTable, HtmlOfError, MembersOfRequest, ScopeSettings } from './settings.js'

/** Options of the plugin. All have a default, but `members` where the catalogue declares some. */
export interface ApiErrorPluginOptions {
  /** The catalogue of this scope (default: the built-in one). */
  readonly catalog?: Catalog
  /** Decides first which error stands for what was thrown: a table of errors, which routes then document, or a function. */
  readonly classify?: ClassifyTable | Classify
  /** Send `internal_error` in the place of what is outside the contract of a route (default: `false`). */
  readonly strict?: boolean
  /** Log errors: 5xx at `error` with their causes, thrown 4xx at `info` (default: `true`). Breaches of the contract are always logged. */
  readonly logErrors?: boolean
  /** Called with each error that leaves this scope or its child scopes. The diagnostics channel `fastify-api-error` has those of all services. */
  readonly onApiError?: ApiErrorObserver
  /** Fills in the members that every error of the catalogue carries: `(request, error) => ({ request_id: request.id })`. Needed if the catalogue declares some. If it throws or returns something else, errors leave without them, which is logged once. */
  readonly members?: MembersOfRequest<GivenMembers>
  /** Send errors by RFC 9457 to clients that prefer `application/problem+json` (default: `false`). `base` is the address of the reference page, which `type` links to (default: where `apiErrorReference` is, else `/errors`). */
  readonly problemJson?: boolean | { readonly base?: string }
  /** Makes the page of an error, for clients that prefer `text/html`: browsers (default: `false`). Errors leave as JSON when it throws or returns nothing to show, which is logged once. */
  readonly html?: HtmlOfError | false
}

/** What `members` gives; any, where no catalogue is registered. */
type GivenMembers = RegisteredMembers extends undefined ? Readonly<Record<string, unknown>> : RegisteredMembers

// Compilers explain what is wrong by the last of several types: that is the one with `members`.
/** The members that the registered catalogue declares have to be given; a scope whose catalogue declares none goes without. */
export type RequiredMembers = RegisteredMembers extends undefined ? unknown
  : { readonly catalog: Catalog<ErrorDefinitions, undefined>, readonly members?: never }
  | { readonly catalog: Catalog<ErrorDefinitions, DetailsSchema>, readonly members: MembersOfRequest<RegisteredMembers> }

const DEFAULTS: ScopeSettings = { catalog: defaultCatalog, classify: undefined, strict: false, logErrors: true }

/**
 * The settings that options say, checked. What they leave out is as in the scope around; but `classify` and `members` speak of
 * its catalogue, and are not for another one.
 */
export function settingsOf (options: ApiErrorPluginOptions, outer: ScopeSettings = DEFAULTS): ScopeSettings {
  const given = withoutUndefined(options)
  const base = given.catalog === undefined || given.catalog === outer.catalog ? outer : { ...outer, ...settingsOfClassify(undefined), members: undefined }
  const { catalog = base.catalog, members = base.members, strict = base.strict, logErrors = base.logErrors, onApiError = base.onApiError, html = base.html } = given
  const problems = problemsOfOptions({ catalog, members, problemJson: base.problemJson ?? false, ...given })
  if (problems.length > 0) throw optionsError('API_ERROR_INVALID_OPTIONS', problems.join('; '))
  return {
    ...base,
    ...given.classify !== undefined && settingsOfClassify(given.classify),
    ...given.problemJson !== undefined && { problemJson: settingOfProblemJson(given.problemJson) },
    catalog,
    members,
    strict,
    logErrors,
    onApiError,
    html: html === false ? undefined : html
  }
}

/** What is there and undefined is left out, as where options are made of others: but a catalogue that was meant to be one. */
function withoutUndefined (options: ApiErrorPluginOptions): ApiErrorPluginOptions {
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => value !== undefined || name === 'catalog'))
}

function settingsOfClassify (classify: ApiErrorPluginOptions['classify']): Pick<ScopeSettings, 'classify' | 'classified'> {
  return typeof classify === 'object' ? { classify: classifyBy(classify), classified: Object.keys(classify) } : { classify, classified: [] }
}

const settingOfProblemJson = (given: boolean | { readonly base?: string }): ScopeSettings['problemJson'] => given === true ? {} : given === false ? undefined : given

/** Everything that is wrong with the options of the plugin, one sentence each. */
function problemsOfOptions (options: object): string[] {
  const { catalog = defaultCatalog, classify, strict = false, logErrors = true, onApiError, members, problemJson = false, html } = options as Readonly<Record<string, unknown>>
  const problems: string[] = []
  if (isUndefinedOption(options, 'catalog')) problems.push(undefinedCatalog('catalog'))
  if (!isCatalog(catalog)) problems.push('catalog must be made by defineCatalog')
  else problems.push(...problemsOfMembers(catalog, members), ...problemJson === false ? [] : problemsWithExtensions(catalog.entries))
  problems.push(...problemsOfClassify(isCatalog(catalog) ? catalog : defaultCatalog, classify))
  if (!isProblemJson(problemJson)) problems.push(`problemJson must be true, false or { base: 'https://…/errors' }, got ${show(problemJson)}`)
  if (html !== undefined && html !== false && typeof html !== 'function') problems.push(`html must be a function that returns a page, or false, got ${show(html)}`)
  if (onApiError !== undefined && typeof onApiError !== 'function') problems.push(`onApiError must be a function, got ${typeof onApiError}`)
  if (typeof strict !== 'boolean') problems.push(`strict must be true or false, got ${show(strict)}`)
  if (typeof logErrors !== 'boolean') problems.push(`logErrors must be true or false, got ${show(logErrors)}`)
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
  if (typeof classify !== 'object' || classify === null || Array.isArray(classify)) return [`classify must be a table of errors or a function, got ${classify === null ? 'null' : Array.isArray(classify) ? 'a list' : typeof classify}`]
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
