/** A piece of HTML, with nothing in it that is still to be escaped. */
export class Html {
  readonly text: string

  constructor (text: string) { this.text = text }

  toString (): string { return this.text }
}

/** What may stand in a template: a text is escaped, a list is joined, nothing is left out. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/** A template of HTML: what is put into it is escaped, in text and in quoted attributes alike. */
export function html (strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(escaped)))
}

function escaped (value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(escaped).join('')
  return String(value).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
