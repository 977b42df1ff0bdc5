import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { hintFor } from '../messages/closest.js'
import { firstLine, UsageError } from './io.js'

type Options = NonNullable<ParseArgsConfig['options']>
/** The operands of a command by their names: required ones, then optional ones; `repeats` if the last may be given several times. */
export interface Operands { readonly needs?: readonly string[], readonly takes?: readonly string[], readonly repeats?: boolean }

type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O, allowPositionals: true, strict: true }>>

/**
 * The options and operands of a command.
 *
 * @throws {UsageError} For an unknown option, one without its value, too few or too many operands.
 */
export function readArguments<const O extends Options> (command: string, args: string[], options: O, { needs = [], takes = [], repeats = false }: Operands): Parsed<O> {
  const parsed = parse(command, args, options)
  const missing = needs.slice(parsed.positionals.length)
  const [unknown] = repeats ? [] : parsed.positionals.slice(needs.length + takes.length)
  if (missing.length > 0) throw new UsageError(`${command} needs ${missing.join(' and ')}; see fastify-api-error help`)
  if (unknown !== undefined) throw new UsageError(`${command} does not take "${unknown}"; see fastify-api-error help`)
  return parsed
}

function parse<const O extends Options> (command: string, args: string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(`${command}: ${unknownOption(args, options) ?? firstLine(error)}`)
  }
}

/** Node's own message for it only says how to give an operand that begins with a dash, which nobody meant. */
function unknownOption (args: string[], options: Options): string | undefined {
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue
    const names = Object.keys(options).map(name => `--${name}`)
    return `there is no option ${token.rawName}; ${names.length === 0 ? 'it takes none' : hintFor(token.rawName, names)}`
  }
  return undefined
}
