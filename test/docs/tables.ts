import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultCatalog } from '../../src/index.js'
import { FAMILIES } from '../../src/classify/families.js'
import { MESSAGES } from '../../src/messages/codes.js'
import { ROOT } from './pages.js'

// Tables that the pages have from data: between `<!-- name -->` and `<!-- /name -->`. `UPDATE_DOCS=1` writes them.

/** Where a table stands, and its text. */
export interface Table { readonly page: string, readonly name: string, readonly text: string }

/** Every table that is made of data. */
export const tables: readonly Table[] = [
  { page: 'docs/errors.md', name: 'errors', text: errorTable() },
  { page: 'docs/log-codes.md', name: 'messages', text: messageTable() },
  { page: 'docs/foreign-errors.md', name: 'families', text: familyTable() },
  ...['src/contract/plugin-options.ts ApiErrorPluginOptions', 'src/server/server-options.ts ApiErrorServerOptions', 'src/reference/plugin.ts ApiErrorReferenceOptions', 'src/raise/api-error.ts ApiErrorOptions',
    'src/raise/from-response.ts FromResponseOptions', 'src/types/fastify.ts RaiseOptions', 'src/classify/classify-error.ts ClassifyErrorOptions', 'src/catalog/types.ts ErrorDefinition', 'src/catalog/types.ts ErrorNotes', 'src/catalog/define.ts CatalogDefinition', 'src/catalog/define.ts DefineCatalogOptions', 'src/client/types.ts ParseOptions']
    .map(place => optionTable(...place.split(' ') as [string, string])),
  { page: 'docs/api.md', name: 'types', text: typeTable('src/index.ts') },
  { page: 'docs/api.md', name: 'client-types', text: typeTable('src/client/index.ts') }
]

function table (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `|${cells.map(cell => cell === '---' ? '---' : cell === '' ? ' ' : ` ${cell} `).join('|')}|`).join('\n')
}

function errorTable (): string {
  return table(['code', 'error', 'status', ''], defaultCatalog.entries.map(({ code, name, status, description, details }) =>
    [code, `\`${name}\``, String(status), `${description}${details === undefined ? '' : ` Details: \`${Object.keys(details.properties).join('`, `')}\`.`}`]))
}

function messageTable (): string {
  return table(['code', 'how', 'what happened', 'what to do'], Object.entries(MESSAGES).filter(([, { text }]) => !text.startsWith('Internal')).map(([code, { as, text, fix }]) => [`\`${code}\``, as, text, fix]))
}

/** The families by what they become; several rows of the same packages are one. */
function familyTable (): string {
  const NAMES = { token: '`invalid_token`', database: '`database_error`', network: '`network_error`', misuse: '`internal_error`' }
  const rows = Object.entries(NAMES).flatMap(([role, name]) => {
    const packages = new Set(FAMILIES.filter(family => family.role === role).map(({ of }) => of))
    return [...packages].map(of => [of, name, FAMILIES.some(family => family.of === of && family.isUpstream === true) ? 'ignored' : ''])
  })
  return table(['thrown by', 'becomes', 'its status'], rows)
}

/** The members of an interface, from its source: names, types, and what the comments say. */
function optionTable (file: string, name: string): Table {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const body = new RegExp(`export interface ${name}\\b[^{]*\\{\\n([^]*?)\\n\\}`).exec(source)?.[1]
  if (body === undefined) throw new Error(`${file} has no interface ${name}`)
  const members = [...body.matchAll(/\/\*\*([^]*?)\*\/\n {2}(?:readonly )?(\w+)(\?)?: (.+)/g)]
  const rows = members.map(([, comment = '', member, optional, type = '']) => [
    `\`${String(member)}\`${optional === undefined ? ' (required)' : ''}`,
    `\`${type.replaceAll('|', '\\|')}\``,
    textOf(comment)
  ])
  return { page: 'docs/api.md', name, text: table(['option', 'type', ''], rows) }
}

/** The first paragraph of a comment, as a cell of a table. */
function textOf (comment: string): string {
  const [text = ''] = comment.replaceAll(/\n\s*\*?/g, '\n').split(/^\s*@\w|(?<=\S)\n\s*\n/m)
  return text.replaceAll(/\{@link (\w+)\}/g, '`$1`').replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|')
}

/** The types that an entry point exports, with what their comments say, and what they are where that is short. */
function typeTable (entry: string): string {
  const lists = readFileSync(join(ROOT, entry), 'utf8').matchAll(/^export type \{ (.+) \} from '(.+)\.js'$/gm)
  const types = [...lists].flatMap(([, names = '', file = '']) => names.split(', ').map(name => ({ name, file: join(dirname(entry), `${file}.ts`) })))
  return table(['type', ''], types.sort((a, b) => a.name < b.name ? -1 : 1).map(({ name, file }) => [`\`${name}\``, describedType(name, file)]))
}

function describedType (name: string, file: string): string {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const [, comment, kind, definition = ''] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport (type|interface) ${name}\\b(.*\\{\\n[^]*?\\n\\}|.*)`).exec(source) ?? []
  if (comment === undefined) throw new Error(`${file} says nothing of ${name}`)
  const literals = /^ = ('[\w-]+'(?: \| '[\w-]+')*)$/.exec(definition)?.[1]?.split(' | ') ?? []
  const members = kind === 'interface' ? membersIn(definition) : []
  return [textOf(comment), literals.length > 0 && `One of \`${literals.join('`, `')}\`.`, members.length > 0 && `Members: \`${members.join('`, `')}\`.`].filter(Boolean).join(' ')
}

/** The names of the members of an interface, of one line or of several, each once. */
function membersIn (definition: string): string[] {
  const [start, end] = definition.includes('\n') ? ['^ {2}', 'gm'] : ['[{,] ', 'g']
  const found = definition.replaceAll(/\/\*\*[^]*?\*\//g, '').matchAll(new RegExp(`${start}(?:readonly )?(\\w+)\\??(?=: | \\(|<.*\\()`, end))
  return [...new Set([...found].map(([, member = '']) => member))]
}

/** The text between the marks of a table, with what stands around it. */
export function split (text: string, name: string): { readonly before: string, readonly table: string, readonly after: string } | undefined {
  const [, before, found, after] = new RegExp(`^([^]*<!-- ${name} -->\\n)([^]*?)\\n?(<!-- /${name} -->[^]*)$`).exec(text) ?? []
  return before === undefined || found === undefined || after === undefined ? undefined : { before, table: found, after }
}
