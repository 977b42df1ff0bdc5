/** A piece of HTML that is escaped already. */
export class Html {
  readonly text: string

  constructor (text: string) { this.text = text }

  toString (): string { return this.text }
}

/** A value of a template: a text is escaped, the items of a list are joined, `undefined` and `false` are left out. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/** A template of HTML, which escapes its values, for text and for quoted attributes. */
export function html (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(escaped)))
}

function escaped (value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(escaped).join('')
  return String(value).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
