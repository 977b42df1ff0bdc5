import { defaultCatalog } from '../catalog/default.js'
import { suggestionFor } from '../messages/closest.js'
import { counted } from './io.js'
import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import type { Finding } from './lint-catalog.js'
import type { Mention, RouteCall, SourceErrors } from './route-errors.js'

/** The errors that a name or code stands for: one of each catalogue that has it. */
type Find = (key: string) => readonly DocumentedError[]

/**
 * Compares the sources of a service with its catalogues, as far as the text of the sources shows it.
 *
 * @param documents - All catalogues of the service. Which of them a scope has cannot be seen, so an error of any is known.
 */
export function lintRoutes (documents: readonly CatalogDocument[], sources: readonly SourceErrors[]): Finding[] {
  const find = finder(documents)
  const routes = sources.flatMap(source => source.routes)
  const shared = sources.flatMap(source => source.declared)
  const outside = sources.flatMap(source => source.raised)
  const mentions = [...shared, ...outside, ...routes.flatMap(route => [...route.declared ?? [], ...route.raised])]
  const inEveryRoute = errorsOf(shared, find)
  const declared = errorsOf([...shared, ...routes.flatMap(route => route.declared ?? [])], find)
  const names = documents.flatMap(document => document.errors.map(error => error.name))
  return [
    ...mentions.filter(({ key }) => find(key).length === 0).map(mention => unknownError(mention, names)),
    ...routes.flatMap(route => undeclared(route, inEveryRoute, find)),
    ...outside.flatMap(mention => declaredByNoRoute(mention, declared, find)),
    ...documents.flatMap(document => unused(document, errorsOf(mentions, find)))
  ]
}

/** Says how much was read, so that the reader knows what no finding means. */
export function describeReading (sources: readonly SourceErrors[]): string {
  const routes = sources.flatMap(source => source.routes)
  const declaring = routes.filter(route => route.declared !== undefined).length
  const outside = sources.flatMap(source => source.raised).length
  const inRoutes = routes.flatMap(route => route.raised).length
  const unread = sources.flatMap(source => source.unread)
  const rest = unread.length === 0 ? '' : `\nNot literals, so not checked: ${unread.join(', ')}`
  return `Read ${counted(sources.length, 'file')}: ${counted(routes.length, 'route')}, ${declaring} of which declare errors; ${counted(inRoutes, 'error')} raised inside the call of a route, ${outside} elsewhere.${rest}\n`
}

function finder (documents: readonly CatalogDocument[]): Find {
  const tables = documents.map(({ errors }) => {
    const table = new Map<string, DocumentedError>()
    for (const error of errors) if (!table.has(error.code)) table.set(error.code, error)
    for (const error of errors) table.set(error.name, error)
    return table
  })
  return key => tables.flatMap(table => table.get(key) ?? [])
}

const errorsOf = (mentions: readonly Mention[], find: Find): ReadonlySet<DocumentedError> => new Set(mentions.flatMap(({ key }) => find(key)))

function unknownError ({ key, place }: Mention, names: readonly string[]): Finding {
  return { level: 'error', message: `${place}: the catalogue has no error "${key}"${suggestionFor(key, names)}` }
}

/** What a route raises in its own call and does not declare. A route that declares nothing may answer any error. */
function undeclared ({ label, declared, isOpen, raised }: RouteCall, inEveryRoute: ReadonlySet<DocumentedError>, find: Find): Finding[] {
  if (declared === undefined || isOpen) return []
  const own = errorsOf(declared, find)
  return raised.flatMap(({ key, place }): Finding[] => {
    const errors = find(key)
    const [error] = errors
    if (error === undefined || errors.some(error => own.has(error) || inEveryRoute.has(error))) return []
    return [{ level: 'error', message: `${place}: ${label} raises "${error.name}", which it does not declare; add it to schema.apiErrors` }]
  })
}

/** A note only: the route that raises it may be one that declares nothing. */
function declaredByNoRoute ({ key, place }: Mention, declared: ReadonlySet<DocumentedError>, find: Find): Finding[] {
  const errors = find(key)
  const [error] = errors
  if (error === undefined || errors.some(error => declared.has(error))) return []
  return [{ level: 'note', message: `${place}: "${error.name}" is raised, but no route declares it` }]
}

/** Errors of fallbacks and roles are sent without being named, and a catalogue that extends the built-in one need not use all of it. */
function unused (document: CatalogDocument, mentioned: ReadonlySet<DocumentedError>): Finding[] {
  const fallbackNames = new Set([...Object.values(document.fallback), ...Object.values(document.roles)])
  const own = document.errors.filter(({ name, code }) => defaultCatalog.get(name)?.code !== code)
  const names = (own.length === 0 ? document.errors : own).filter(error => !mentioned.has(error) && !fallbackNames.has(error.name)).map(({ name }) => `"${name}"`)
  return names.length === 0 ? [] : [{ level: 'note', message: `not used in the sources: ${names.join(', ')}` }]
}
