/** A JSON Schema of a text or a number. */
type Schema = Readonly<Record<string, unknown>>

/**
 * A text for a schema with `format` and lengths.
 *
 * @param index - Which one of several that must differ.
 * @returns Nothing where no text of the format is that long or short.
 */
export function exampleText ({ format, minLength, maxLength }: Schema, index = 0): string | undefined {
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? Infinity)]
  const texts = FORMATS[String(format)]
  if (texts === undefined) return plainText(least, most, index)
  return texts(index).map(text => padded(String(format), text, least)).find(text => text.length >= least && text.length <= most)
}

/**
 * The keyword by which a text that is made for a schema says nothing, or does not fit.
 *
 * @returns Nothing where the text is as good as one can be that nobody wrote.
 */
export function untellingText (schema: Schema): string | undefined {
  const { format, pattern } = schema
  const isKnown = Object.hasOwn(FORMATS, String(format))
  if (pattern !== undefined && !isKnown) return `pattern ${JSON.stringify(pattern)}`
  if (format === undefined || (isKnown && exampleText(schema) !== undefined)) return undefined
  return `format ${JSON.stringify(format)}${isKnown ? ' of that length' : ''}`
}

function plainText (least: number, most: number, index: number): string {
  const number = index === 0 ? '' : String(index + 1)
  const word = 'string'.padEnd(least - number.length, 'string')
  return word.slice(0, Math.max(0, most - number.length)) + number
}

function padded (format: string, text: string, least: number): string {
  if (format === 'email' || format === 'hostname') return text.padStart(least, 'a')
  return format.startsWith('uri') ? text.padEnd(least, 'a') : text
}

const DAY = 86_400_000
const day = (index: number): string => new Date(Date.UTC(2026, 0, 31, 12) + index * DAY).toISOString()
const more = (index: number): string => index === 0 ? '' : String(index + 1)

/** Texts of the formats that people write into schemas: the telling one, then shorter ones. */
const FORMATS: Readonly<Record<string, (index: number) => string[]>> = {
  'date-time': index => [day(index).replace('.000', '')],
  date: index => [day(index).slice(0, 10)],
  time: index => [`${day(0).slice(11, 17)}${String(index).padStart(2, '0')}Z`],
  duration: index => [`PT${index + 1}M`],
  email: index => [`ada${more(index)}@example.com`, `a${more(index)}@b.co`],
  hostname: index => [`example${more(index)}.com`, `a${more(index)}.co`],
  ipv4: index => [`192.0.2.${index + 1}`],
  ipv6: index => [`2001:db8::${(index + 1).toString(16)}`, `::${(index + 1).toString(16)}`],
  uri: index => [`https://example.com/${more(index)}`, `urn:a${more(index)}`],
  'uri-reference': index => [`/path${more(index)}`, `/${more(index)}`],
  uuid: index => [`123e4567-e89b-42d3-a456-${426614174000 + index}`]
}

/** The number nearest to zero within the bounds; for several that must differ, others further from zero. */
export function exampleNumber (schema: Schema, index = 0): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type } = schema
  const low = Math.max(numberOr(minimum, -Infinity), numberOr(exclusiveMinimum, -Infinity))
  const high = Math.min(numberOr(maximum, Infinity), numberOr(exclusiveMaximum, Infinity))
  const isLowOut = low === exclusiveMinimum
  const isHighOut = high === exclusiveMaximum
  const step = numberOr(multipleOf, 1)
  const isWhole = type === 'integer' || typeof multipleOf === 'number'
  const near = low > 0 || (low === 0 && isLowOut)
    ? above(low, high, isLowOut, isWhole ? step : undefined)
    : high < 0 || (high === 0 && isHighOut) ? -above(-high, -low, isHighOut, isWhole ? step : undefined) : 0
  return near + (near < 0 || high <= near ? -index : index) * step
}

/** The least number from a bound on, which is itself left out where it is exclusive. */
function above (low: number, high: number, isOut: boolean, step: number | undefined): number {
  if (step === undefined) return isOut ? (low + Math.min(high, low + 2)) / 2 : low
  const multiple = Math.ceil(low / step) * step
  return isOut && multiple === low ? multiple + step : multiple
}

const numberOr = (value: unknown, otherwise: number): number => typeof value === 'number' ? value : otherwise
