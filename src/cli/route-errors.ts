import { tokenize } from './tokenize.js'
import type { Token } from './tokenize.js'

/** An error by name or code, and where it stands. */
export interface Mention { readonly key: string, readonly place: string }

/** A call that adds a route, as far as its own text shows it. */
export interface RouteCall {
  /** `GET /users/:id`, or its place where the path is no literal. */
  readonly label: string
  /** What its `apiErrors` list, or `undefined` when it has none. */
  declared: Mention[] | undefined
  /** True if a part of its `apiErrors` is no literal: what the route declares is then not known. */
  isOpen: boolean
  readonly raised: Mention[]
}

/** What a source text shows of errors. */
export interface SourceErrors {
  readonly routes: RouteCall[]
  /** What `apiErrors.declare(…)` names, and lists outside of any call of a route. */
  readonly declared: Mention[]
  /** What is raised outside of any call of a route: handlers with a name, hooks, services. */
  readonly raised: Mention[]
  /** Places where the error is no literal. */
  readonly unread: string[]
  /** The modules that it imports, by specifier. */
  readonly imports: string[]
}

/**
 * Reads `apiErrors: […]`, `apiErrors.declare(…)`, `.apiError('…')` and `new ApiError('…')` in a source text.
 * What is inside the parentheses of `.get(…)`, `.route(…)` and the like belongs to that route.
 */
export function readErrors (source: string, file: string): SourceErrors {
  return new Reader(tokenize(source), file).read()
}

/** How far back type arguments are followed: `a > (b)` has none, and a file may be full of it. */
const MAX_TYPES = 500

const METHODS: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'all', 'route'])

class Reader {
  readonly #tokens: readonly Token[]
  readonly #file: string
  readonly #found: SourceErrors = { routes: [], declared: [], raised: [], unread: [], imports: [] }
  /** What is open at a token: the route whose call it is, or nothing for any other bracket. */
  readonly #open: Array<RouteCall | undefined> = []

  constructor (tokens: readonly Token[], file: string) {
    this.#tokens = tokens
    this.#file = file
  }

  read (): SourceErrors {
    for (let index = 0; index < this.#tokens.length; index++) this.#readAt(index)
    return this.#found
  }

  #readAt (index: number): void {
    const { kind, text } = this.#token(index)
    if (kind === 'mark') {
      if ('([{'.includes(text)) this.#open.push(text === '(' ? this.#routeAt(index) : undefined)
      if (')]}'.includes(text)) this.#open.pop()
    } else if (kind === 'word') {
      const next = this.#token(index + 1)
      const before = this.#token(index - 1).text
      if (text === 'apiErrors' && next.text === ':') this.#list(index + 2)
      if (text === 'declare' && next.text === '(' && before === '.' && this.#token(index - 2).text === 'apiErrors') this.#declare(index + 1)
      if (next.text === '(' && ((text === 'apiError' && before === '.') || (text === 'ApiError' && before === 'new'))) this.#raise(index + 2)
      if (['from', 'import'].includes(text) || (text === 'require' && next.text === '(')) this.#import(index + 1)
    }
  }

  /** The route that a parenthesis opens, if what is before it adds one. */
  #routeAt (index: number): RouteCall | undefined {
    const before = this.#beforeTypes(index - 1)
    const method = this.#token(before)
    if (!METHODS.has(method.text) || this.#token(before - 1).text !== '.') return undefined
    const path = this.#token(index + 1)
    // Maps and HTTP clients have methods of these names too: a path begins with a slash, and a route has options.
    if (method.text === 'route' ? path.text !== '{' : path.kind !== 'string' || !/^(?:\/|\*?$)/.test(path.text)) return undefined
    const label = method.text === 'route' ? this.#place(index) : `${method.text.toUpperCase()} ${path.text}`
    const route: RouteCall = { label, declared: undefined, isOpen: false, raised: [] }
    this.#found.routes.push(route)
    return route
  }

  /** Where a name stands that has type arguments behind it, which end at a place: `get` of `.get<{ Params: Id }>(`. */
  #beforeTypes (end: number): number {
    if (this.#token(end).text !== '>') return end
    let depth = 0
    for (let index = end; index > end - MAX_TYPES; index--) {
      const { text } = this.#token(index)
      if (text === '>' && this.#token(index - 1).text !== '=') depth++ // no arrow
      if (text === '<' && --depth === 0) return index - 1
    }
    return end
  }

  #list (start: number): void {
    if (this.#token(start).text === 'false') return // config: out of the contract
    const route = this.#route()
    const { names, isOpen } = this.#token(start).text === '[' ? this.#names(start) : { names: [], isOpen: true }
    if (route === undefined) this.#found.declared.push(...names)
    else {
      route.declared = [...route.declared ?? [], ...names]
      route.isOpen ||= isOpen
      if (isOpen) this.#found.unread.push(this.#place(start))
    }
  }

  #declare (start: number): void {
    const { names, isOpen } = this.#names(start)
    this.#found.declared.push(...names)
    if (isOpen) this.#found.unread.push(this.#place(start))
  }

  /** The strings between two brackets; open if there is anything else. */
  #names (start: number): { readonly names: Mention[], readonly isOpen: boolean } {
    const names: Mention[] = []
    let isOpen = false
    let index = start + 1
    for (; ![']', ')', ''].includes(this.#token(index).text) || this.#token(index).kind === 'string'; index++) {
      const { kind, text } = this.#token(index)
      if (kind === 'string') names.push({ key: text, place: this.#place(index) })
      else if (text !== ',') isOpen = true
    }
    return { names, isOpen }
  }

  #raise (start: number): void {
    const { kind, text } = this.#token(start)
    const isLiteral = (kind === 'string' || /^\d+$/.test(text)) && [',', ')'].includes(this.#token(start + 1).text)
    if (!isLiteral) this.#found.unread.push(this.#place(start))
    else (this.#route() ?? this.#found).raised.push({ key: text, place: this.#place(start) })
  }

  #import (start: number): void {
    const token = this.#token(this.#token(start).text === '(' ? start + 1 : start)
    if (token.kind === 'string') this.#found.imports.push(token.text)
  }

  /** The innermost route whose call is open. */
  #route (): RouteCall | undefined {
    return this.#open.findLast(route => route !== undefined)
  }

  #token (index: number): Token {
    return this.#tokens[index] ?? { kind: 'mark', text: '', line: 0 }
  }

  #place (index: number): string {
    return `${this.#file}:${this.#token(index).line}`
  }
}
