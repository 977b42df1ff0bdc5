/** A JSON Schema of a text or a number. */
type Schema = Readonly<Record<string, unknown>>

/**
 * A text for a schema with `format`, `pattern` and lengths.
 *
 * @param index - Which one of several that must differ.
 * @returns Nothing where no text that is known is of the format, the pattern and that length.
 */
export function exampleText ({ format, minLength, maxLength, pattern }: Schema, index = 0): string | undefined {
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? Infinity)]
  const isFit = matcherOf(pattern)
  const name = String(format)
  const known = Object.hasOwn(FORMATS, name) ? FORMATS[name]?.(index).map(text => padded(name, text, least)) : undefined
  const texts = known ?? [plainText(least, most, index), ...pattern === undefined ? [] : Object.values(FORMATS).flatMap(make => make(index))]
  return texts.find(text => text.length >= least && text.length <= most && isFit(text))
}

/** Says whether a text is of a pattern. One that is none, as in a file, is of no text. */
function matcherOf (pattern: unknown): (text: string) => boolean {
  if (typeof pattern !== 'string') return () => true
  try {
    const expression = RegExp(pattern, 'u')
    return text => expression.test(text)
  } catch {
    return () => false
  }
}

/**
 * The keyword by which a text that is made for a schema says nothing, or does not fit.
 *
 * @returns Nothing where the text is as good as one can be that nobody wrote.
 */
export function untellingText (schema: Schema): string | undefined {
  const { format, pattern } = schema
  const isKnown = Object.hasOwn(FORMATS, String(format))
  const isMade = exampleText(schema) !== undefined
  if (pattern !== undefined && !(isKnown && isMade)) return `pattern ${JSON.stringify(pattern)}`
  if (format === undefined || (isKnown && isMade)) return undefined
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

const HEX = '0123456789abcdef'
/** One of these signs, a different one for each of several. */
const sign = (signs: string, index: number): string => signs.charAt(index % signs.length)

/** Texts of the formats that people write into schemas, and of those of zod: the telling one, then others. */
const FORMATS: Readonly<Record<string, (index: number) => string[]>> = {
  'date-time': index => [day(index).replace('.000', ''), day(index), day(index).replace(':00.000', ''), ...['', '.000', '.000000'].map(digits => day(index).replace('.000Z', digits))],
  date: index => [day(index).slice(0, 10)],
  time: index => ['Z', '', '.000', '.000000'].map(end => `${day(0).slice(11, 17)}${String(index).padStart(2, '0')}${end}`).concat(`12:${String(index).padStart(2, '0')}`),
  duration: index => [`PT${index + 1}M`],
  email: index => [`ada${more(index)}@example.com`, `a${more(index)}@b.co`],
  hostname: index => [`example${more(index)}.com`, `a${more(index)}.co`],
  ipv4: index => [`192.0.2.${index + 1}`],
  ipv6: index => [`2001:db8::${(index + 1).toString(16)}`, `::${(index + 1).toString(16)}`],
  cidrv4: index => [`192.0.${index + 2}.0/24`],
  cidrv6: index => [`2001:db8:${(index + 1).toString(16)}::/48`],
  uri: index => [`https://example.com/${more(index)}`, `urn:a${more(index)}`],
  'uri-reference': index => [`/path${more(index)}`, `/${more(index)}`],
  uuid: index => ['4', '7', '1', '6', '8', '3', '5', '2'].map(version => `123e4567-e89b-${version}2d3-a456-${426614174000 + index}`),
  base64: index => [Buffer.from(`text${more(index)}`).toString('base64')],
  base64url: index => [Buffer.from(`text${more(index)}`).toString('base64url')],
  jwt: index => [`${Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')}.${Buffer.from(`{"sub":"${index + 1}"}`).toString('base64url')}.c2lnbmF0dXJl`],
  e164: index => [`+1202555${String(100 + index).padStart(4, '0')}`],
  emoji: index => [String.fromCodePoint(0x1f600 + index)],
  hex: index => [`${sign(HEX, index)}0`],
  nanoid: index => [`V1StGXR8_Z5jdHi6B-my${sign(HEX, index)}`],
  cuid: index => [`cjld2cjxh0000qzrmn831i7r${sign(HEX, index)}`],
  cuid2: index => [`tz4a98xxat96iws9zmbrgj3${sign(HEX, index)}`],
  ulid: index => [`01ARZ3NDEKTSV4RRFFQ69G5FA${sign('0123456789ABCDEF', index)}`]
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
