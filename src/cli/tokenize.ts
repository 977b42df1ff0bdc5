/** A piece of source text: a word or number, a string (its quotes taken off), or a punctuation mark. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark'
  readonly text: string
  readonly line: number
}

/**
 * The tokens of JavaScript or TypeScript, without comments and regular expressions. A template without substitutions
 * is a string; another is the mark `` ` `` and, in parentheses, what it substitutes.
 *
 * It is no parser: it knows enough to tell code from text. A string that is not closed ends with its line.
 */
export function tokenize (source: string): Token[] {
  return new Scanner(source).scan()
}

const BLANK = /(?:\s+|\/\/.*|\/\*[^]*?(?:\*\/|$))+/y
const WORD = /[\p{ID_Start}$_\d][\p{ID_Continue}$]*/uy
const STRING = /'(?:\\[^]|[^'\\\n])*'?|"(?:\\[^]|[^"\\\n])*"?/y
const REGEXP = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y
const TEMPLATE_TEXT = /(?:\\[^]|\$(?!\{)|[^`\\$])*/y

/** Words after which a slash begins a regular expression: they are followed by a value. */
const BEFORE_VALUE: ReadonlySet<string> = new Set(['return', 'typeof', 'case', 'in', 'of', 'do', 'else', 'void', 'delete', 'throw', 'new', 'await', 'yield'])

class Scanner {
  readonly #source: string
  readonly #tokens: Token[] = []
  /** Where each template that is under way goes on: at the brace that closes this many. */
  readonly #templates: number[] = []
  #braces = 0
  #line = 1
  #at = 0

  constructor (source: string) {
    this.#source = source
  }

  scan (): Token[] {
    while (this.#at < this.#source.length) this.#next()
    return this.#tokens
  }

  #next (): void {
    if (this.#take(BLANK) !== '') return
    const word = this.#take(WORD)
    if (word !== '') return this.#push('word', word)
    const string = this.#take(STRING)
    if (string !== '') return this.#push('string', unquote(string))
    if (!this.#isAfterValue() && this.#take(REGEXP) !== '') return
    this.#mark(this.#source.charAt(this.#at++))
  }

  #mark (mark: string): void {
    if (mark === '`') return this.#template()
    if (mark === '}' && this.#templates.at(-1) === this.#braces) {
      this.#templates.pop()
      this.#push('mark', ')')
      return this.#restOfTemplate()
    }
    if (mark === '{') this.#braces++
    if (mark === '}') this.#braces--
    this.#push('mark', mark)
  }

  #template (): void {
    const line = this.#line
    const text = this.#take(TEMPLATE_TEXT)
    const plain = this.#source[this.#at] !== '$'
    this.#tokens.push(plain ? { kind: 'string', text: unescape(text), line } : { kind: 'mark', text: '`', line })
    if (plain) this.#at++ // the closing quote
    else this.#substitution()
  }

  #restOfTemplate (): void {
    this.#take(TEMPLATE_TEXT)
    if (this.#source[this.#at] === '$') this.#substitution()
    else this.#at++
  }

  #substitution (): void {
    this.#at += 2
    this.#templates.push(this.#braces)
    this.#push('mark', '(')
  }

  #take (pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const text = pattern.exec(this.#source)?.[0] ?? ''
    this.#at += text.length
    for (const char of text) if (char === '\n') this.#line++
    return text
  }

  #push (kind: Token['kind'], text: string): void {
    this.#tokens.push({ kind, text, line: this.#line })
  }

  /** After a value, a slash divides. */
  #isAfterValue (): boolean {
    const last = this.#tokens.at(-1)
    if (last === undefined) return false
    return last.kind === 'mark' ? [')', ']', '}'].includes(last.text) : !BEFORE_VALUE.has(last.text)
  }
}

function unquote (string: string): string {
  const quote = string.charAt(0)
  return unescape(string.length > 1 && string.endsWith(quote) ? string.slice(1, -1) : string.slice(1))
}

// Names and paths have no escapes worth knowing.
const unescape = (text: string): string => text.replace(/\\([^])/g, '$1')
