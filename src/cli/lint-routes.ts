import { defaultCatalog } from '../catalog/default.js'
import { suggestionFor } from '../messages/closest.js'
import { counted } from './io.js'
import type { CatalogDocument, DocumentedError } from '../reference/catalog-document.js'
import type { Finding } from './lint-catalog.js'
import type { Mention, RouteCall, SourceErrors } from './route-errors.js'

/** What the sources of a service and its catalogue have against each other, as far as the text of the sources shows it. */
export function lintRoutes (document: CatalogDocument, sources: readonly SourceErrors[]): Finding[] {
  const routes = sources.flatMap(source => source.routes)
  const shared = sources.flatMap(source => source.declared)
  const declared = new Set([...shared, ...routes.flatMap(route => route.declared ?? [])].map(({ key }) => errorOf(document, key)))
  const loose = sources.flatMap(source => source.raised)
  const mentions = [...shared, ...loose, ...routes.flatMap(route => [...route.declared ?? [], ...route.raised])]
  const common = new Set(shared.map(({ key }) => errorOf(document, key)))
  return [
    ...mentions.flatMap(mention => unknownErrors(mention, document)),
    ...routes.flatMap(route => undeclared(route, common, document)),
    ...loose.flatMap(mention => declaredNowhere(mention, declared, document)),
    ...unused(new Set(mentions.map(({ key }) => errorOf(document, key))), document)
  ]
}

/** How much could be seen, for the reader to know what silence is worth. */
export function describeReading (sources: readonly SourceErrors[]): string {
  const routes = sources.flatMap(source => source.routes)
  const declaring = routes.filter(route => route.declared !== undefined).length
  const raised = sources.flatMap(source => source.raised).length
  const inRoutes = routes.flatMap(route => route.raised).length
  const unread = sources.flatMap(source => source.unread)
  const rest = unread.length === 0 ? '' : `\nNot literals, so not judged: ${unread.join(', ')}`
  return `Read ${counted(sources.length, 'file')}: ${counted(routes.length, 'route')}, ${declaring} of which declare errors; ${counted(inRoutes, 'error')} raised inside the call of a route, ${raised} elsewhere.${rest}\n`
}

function unknownErrors ({ key, place }: Mention, document: CatalogDocument): Finding[] {
  if (errorOf(document, key) !== undefined) return []
  return [{ level: 'error', message: `${place}: the catalogue has no error "${key}"${suggestionFor(key, document.errors.map(error => error.name))}` }]
}

/** What a route raises in its own call and does not declare. A route that declares nothing may answer any error. */
function undeclared ({ label, declared, isOpen, raised }: RouteCall, common: ReadonlySet<DocumentedError | undefined>, document: CatalogDocument): Finding[] {
  if (declared === undefined || isOpen) return []
  const own = new Set(declared.map(({ key }) => errorOf(document, key)))
  return raised.flatMap(({ key, place }): Finding[] => {
    const error = errorOf(document, key)
    if (error === undefined || own.has(error) || common.has(error)) return []
    return [{ level: 'error', message: `${place}: ${label} raises "${error.name}", which it does not declare; add it to schema.apiErrors` }]
  })
}

/** Whose route it is cannot be seen: it may be one that declares nothing. */
function declaredNowhere ({ key, place }: Mention, declared: ReadonlySet<DocumentedError | undefined>, document: CatalogDocument): Finding[] {
  const error = errorOf(document, key)
  if (error === undefined || declared.has(error)) return []
  return [{ level: 'note', message: `${place}: "${error.name}" is raised, and no route declares it` }]
}

/** Errors that stand for statuses and foreign errors are sent without being named, and one that extends the built-in catalogue need not use all of it. */
function unused (mentioned: ReadonlySet<DocumentedError | undefined>, document: CatalogDocument): Finding[] {
  const standing = new Set([...Object.values(document.fallback), ...Object.values(document.roles)])
  const own = document.errors.filter(({ name, code }) => defaultCatalog.get(name)?.code !== code)
  const names = (own.length === 0 ? document.errors : own).filter(error => !mentioned.has(error) && !standing.has(error.name)).map(({ name }) => `"${name}"`)
  return names.length === 0 ? [] : [{ level: 'note', message: `the sources name nowhere ${names.join(', ')}` }]
}

function errorOf (document: CatalogDocument, key: string): DocumentedError | undefined {
  return document.errors.find(error => error.name === key) ?? document.errors.find(error => error.code === key)
}
