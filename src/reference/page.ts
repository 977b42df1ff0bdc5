import type { Catalog } from '../catalog/catalog.js'
import { exampleFor } from '../catalog/schemas.js'
import { definitionsOf, membersOf, phraseOf, typeOf } from './schema-type.js'
import type { Schema } from './schema-type.js'
import type { CatalogEntry } from '../catalog/types.js'
import { html } from './html.js'
import type { Html } from './html.js'
import type { ListedRoute } from './routes.js'
import { getOrCreate } from '../values/get-or-create.js'

/** What the page shows. */
export interface PageParts {
  readonly title: string
  readonly catalog: Catalog
  readonly routes: readonly ListedRoute[]
  /** Address of the style and the script, relative to the page, without their suffixes. */
  readonly assets: string
}

/** The catalogue as a page for people. Without its script it has no search, and works otherwise. */
export function referenceHtml ({ title, catalog, routes, assets }: PageParts): string {
  const silent = routes.filter(route => route.errors === undefined)
  const groups = groupsOf(catalog)
  const answering = routesByError(routes)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets}.css">
<script src="${assets}.js" defer></script>
</head>
<body>
<header>
<h1>${title}</h1>
<p>Every error has the same form: <code>code</code> and <code>error</code>, then its details if it has any. The HTTP status is between 400 and 599.</p>
${memberList(catalog)}<form role="search" hidden>
<label for="search">Search codes, names and sentences</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="found" aria-keyshortcuts="/">
<p id="found" role="status"></p>
</form>
</header>
<div class="columns">
<nav aria-label="Groups"><ul>${groups.map(({ name, entries, range }) => html`<li><a href="#group-${name}">${titleOf(name)}</a> <span class="count">${rangeOf(range)}<span class="hidden">, ${entries.length} errors</span></span></li>`)}</ul></nav>
<main>
${groups.map(({ name, description, range, entries }) => html`<section class="group" aria-labelledby="group-${name}">
<h2 id="group-${name}">${titleOf(name)} <span class="range">${rangeOf(range)}</span></h2>
<p>${description}</p>
${byCode(entries).map(([code, same]) => html`<div id="${code}">
${same.map(entry => errorArticle(entry, catalog, answering.get(entry) ?? [], silent.length))}</div>
`)}</section>
`)}
${retiredSection(catalog)}${silent.length > 0 && html`<section aria-labelledby="any-error"><h2 id="any-error">Routes that may answer any error</h2>${routeList(silent)}</section>`}
</main>
</div>
</body>
</html>
`.text
}

/** What old clients may still know. */
function retiredSection ({ retired = {} }: Partial<Pick<Catalog, 'retired'>>): Html | undefined {
  const errors = Object.entries(retired)
  return errors.length === 0
    ? undefined
    : html`<section aria-labelledby="retired"><h2 id="retired">Retired errors</h2><p>These are no longer sent. Their codes are not used again.</p>
<dl>${errors.map(([code, { name, reason }]) => html`<dt id="${code}"><a class="code" href="#${code}" aria-label="Link to code ${code}">${code}</a> <code>${name}</code></dt><dd>${reason}</dd>`)}</dl></section>
`
}

/** A group with errors in it. */
interface ShownGroup { readonly name: string, readonly range: readonly [number, number], readonly description: string, readonly entries: readonly CatalogEntry[] }

function groupsOf (catalog: Catalog): ShownGroup[] {
  return Object.entries(catalog.groups)
    .map(([name, { range, description }]) => ({ name, range, description, entries: catalog.entries.filter(entry => entry.group === name) }))
    .filter(({ entries }) => entries.length > 0)
}

/** Errors that share a code stand together, at the place of the first: a link to the code leads to all of them. */
function byCode (entries: readonly CatalogEntry[]): Array<[code: string, entries: CatalogEntry[]]> {
  const grouped = new Map<string, CatalogEntry[]>()
  for (const entry of entries) getOrCreate(grouped, entry.code, () => []).push(entry)
  return [...grouped]
}

/** The routes that declare an error. */
function routesByError (routes: readonly ListedRoute[]): ReadonlyMap<CatalogEntry, ListedRoute[]> {
  const grouped = new Map<CatalogEntry, ListedRoute[]>()
  for (const route of routes) for (const entry of route.errors ?? []) getOrCreate(grouped, entry, () => []).push(route)
  return grouped
}

const rangeOf = ([first, last]: readonly [number, number]): string => `${first}–${last}`

/** One row, which opens. The links to its code and to its name stand beside it: a summary holds nothing else to press. */
function errorArticle (entry: CatalogEntry, catalog: Catalog, routes: readonly ListedRoute[], silent: number): Html {
  const { name, code, status, description, deprecated } = entry
  return html`<article id="${name}" aria-labelledby="${name}--title"${deprecated !== undefined && html` class="deprecated"`} data-search="${wordsOf(entry)}">
<a class="code" href="#${code}" aria-label="Link to code ${code}">${code}</a>
<details>
<summary><h3 id="${name}--title"><code>${name}</code></h3> <span class="badge ${status < 500 ? 'client' : 'server'}"><span class="hidden">Status </span>${status}</span>${deprecated !== undefined && html` <span class="badge old">deprecated</span>`} <span class="sentence">${description}</span></summary>
<div class="more">
${deprecated !== undefined && deprecated !== true && html`<p><strong>Deprecated.</strong> ${deprecated}</p>
`}<p class="facts">${factsOf(entry, catalog)}</p>
${sentences('Why it happens', entry.causes)}${sentences('What to do', entry.solutions)}${detailList(entry)}${headerList(entry)}${exampleBlock(entry)}${routes.length > 0 && html`<h4 id="${name}--routes">${counted(routes.length)}</h4>${routeList(routes)}
`}${silent > 0 && html`<p><a href="#any-error">${counted(silent)} that may answer any error</a></p>
`}</div>
</details>
<a class="link" href="#${name}" aria-label="Link to ${name}">#</a>
</article>
`
}

/** What the search looks in. */
function wordsOf ({ code, name, error, description, details, causes = [], solutions = [], headers = {}, owner = '', deprecated = '' }: CatalogEntry): string {
  const members = membersOf(details).flatMap(member => [member.name, String(member.schema['description'] ?? '')])
  return [code, name, error, description, ...members, ...causes, ...solutions, ...Object.keys(headers), owner, deprecated === true ? 'deprecated' : deprecated].join(' ').toLowerCase()
}

function factsOf (entry: CatalogEntry, catalog: Catalog): Html {
  const others = statusesOf(entry, catalog)
  const { status, since, owner } = entry
  return html`Status <strong>${status}</strong>${others.length > 0 && `, also sent with ${others.join(', ')}`}${since !== undefined && ` · since ${since}`}${owner !== undefined && ` · ask ${owner}`}`
}

function sentences (title: string, list: readonly string[] | undefined): Html | undefined {
  return list === undefined
    ? undefined
    : html`<h4>${title}</h4><ul>${list.map(sentence => html`<li>${sentence}</li>`)}</ul>
`
}

function detailList ({ details }: CatalogEntry): Html | undefined {
  return details === undefined
    ? undefined
    : html`<dl>${membersOf(details).map(memberTerm)}${definitionsOf(details).map(definitionTerm)}</dl>
`
}

function exampleBlock (entry: CatalogEntry): Html | undefined {
  const example = exampleFor(entry)?.value
  return example === undefined
    ? undefined
    : html`<pre aria-label="Example of ${entry.name}"><code>${JSON.stringify(example, null, (entry.details ?? entry.members) && 2)}</code></pre>
`
}

/** What every error carries besides, if anything. */
function memberList ({ entries: [entry] }: Catalog): Html | undefined {
  if (entry?.members === undefined) return undefined
  return html`<p>Every error that answers a request also has these members, after all others:</p>
<dl>${membersOf(entry.members).map(member => memberTerm({ ...member, optional: false }))}${definitionsOf(entry.members).map(definitionTerm)}</dl>
`
}

function memberTerm ({ name, schema, optional }: ReturnType<typeof membersOf>[number]): Html {
  return html`<dt><code>${name}</code> <span>${phraseOf(schema)}${optional && ', optional'}</span></dt><dd>${String(schema['description'] ?? '')}</dd>`
}

/** What a member refers to, which may refer to itself. */
function definitionTerm ([name, schema]: [name: string, schema: Schema]): Html {
  return html`<dt><code>${name}</code> <span>${typeOf(schema)}</span></dt><dd>${String(schema['description'] ?? '')}</dd>`
}

function headerList ({ headers }: CatalogEntry): Html | undefined {
  if (headers === undefined || Object.keys(headers).length === 0) return undefined
  return html`<dl>${Object.entries(headers).map(([name, header]) => html`<dt><code>${name}</code> <span>header</span></dt><dd>${typeof header === 'string' ? header : String(header['description'] ?? '')}</dd>`)}</dl>
`
}

/** The statuses besides its own that fall back to the error, as the catalogue names them. */
function statusesOf (entry: CatalogEntry, { fallbacks }: Catalog): string[] {
  const named = Object.entries(fallbacks).filter(([key, name]) => name === entry.name && /^[45][0-9]{2}$/.test(key) && Number(key) !== entry.status).map(([key]) => key)
  const others = (['4xx', '5xx'] as const).filter(key => fallbacks[key] === entry.name).map(key => `any other ${key}`)
  return [...named, ...others]
}

const counted = (routes: number): string => routes === 1 ? '1 route' : `${routes} routes`

const routeList = (routes: readonly ListedRoute[]): Html =>
  html`<ul class="routes">${routes.map(({ method, url }) => html`<li><code><b>${method}</b> ${url}</code></li>`)}</ul>`

const titleOf = (name: string): string => (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ')
