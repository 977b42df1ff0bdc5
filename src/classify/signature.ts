import { read, readString } from '../values/read.js'

/** What tells errors apart. All that a signature says has to be so. */
export interface Signature {
  /** One of these names, as its `name` or as that of a class it is of. */
  readonly name?: readonly string[] | RegExp
  /** One of these codes, or one of this form. */
  readonly code?: ReadonlyArray<string | number> | RegExp
  /** The name of a class that it is of, besides. */
  readonly base?: string
  /** Members that it has, whatever they hold. */
  readonly members?: readonly string[]
  /** Members that it does not have, or that hold nothing. */
  readonly without?: readonly string[]
  /** Members that hold a text of this form, or a value of which this is true. */
  readonly holds?: Readonly<Record<string, RegExp | ((value: unknown) => boolean)>>
  /** The form of its message. Only for drivers that give nothing else. */
  readonly message?: RegExp
}

/** What is known of an error before it is held against signatures. */
export interface Traits {
  readonly error: unknown
  readonly names: readonly string[]
  readonly code: unknown
  readonly message: string
}

const MAX_CLASSES = 8
/** Longer names and codes are nobody's. */
const MAX_NAME = 100
/** Of a longer message, this much of its beginning and of its end is looked at. */
const MAX_MESSAGE = 256

/** What an error says of itself. Never throws: a thrown value may be anything. */
export function traitsOf (error: unknown): Traits {
  const message = readString(error, 'message')
  return {
    error,
    names: [readString(error, 'name'), ...classNames(error)].filter(name => name !== '' && name.length <= MAX_NAME),
    code: read(error, 'code'),
    message: message.length > 2 * MAX_MESSAGE ? message.slice(0, MAX_MESSAGE) + message.slice(-MAX_MESSAGE) : message
  }
}

/** True if all that the signature says is so. */
export function matches ({ error, names, code, message }: Traits, signature: Signature): boolean {
  return (signature.code === undefined || isOneOf(code, signature.code)) &&
    (signature.name === undefined || names.some(name => isOneOf(name, signature.name as readonly string[]))) &&
    (signature.base === undefined || names.includes(signature.base)) &&
    (signature.message === undefined || signature.message.test(message)) &&
    (signature.members === undefined || signature.members.every(member => has(error, member))) &&
    (signature.without === undefined || signature.without.every(member => read(error, member) === undefined)) &&
    (signature.holds === undefined || Object.entries(signature.holds).every(([member, form]) => isHeld(read(error, member), form)))
}

const isHeld = (value: unknown, form: RegExp | ((value: unknown) => boolean)): boolean => typeof form === 'function' ? form(value) : isOneOf(value, form)

function isOneOf (value: unknown, expected: ReadonlyArray<string | number> | RegExp): boolean {
  if (expected instanceof RegExp) return typeof value === 'string' && value.length <= MAX_NAME && expected.test(value)
  return expected.includes(value as string)
}

/** True if there is such a member, its own or of its class. */
function has (error: unknown, member: string): boolean {
  try {
    return typeof error === 'object' && error !== null && member in error
  } catch {
    return false // a proxy that refuses
  }
}

/** The names of the classes that a value is of, outermost first. */
function classNames (error: unknown): string[] {
  const names: string[] = []
  try {
    let at: unknown = typeof error === 'object' && error !== null ? Object.getPrototypeOf(error) : null
    while (at !== null && names.length < MAX_CLASSES) {
      names.push(readString(read(at, 'constructor'), 'name'))
      at = Object.getPrototypeOf(at)
    }
  } catch {} // a proxy that refuses
  return names
}
