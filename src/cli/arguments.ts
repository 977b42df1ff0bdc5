import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { firstLine, UsageError } from './io.js'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O, allowPositionals: true, strict: true }>>

/**
 * The options and operands of a command.
 *
 * @param operands - How many operands it takes, at least and at most.
 * @throws {UsageError} For an unknown option, one without its value, too few or too many operands.
 */
export function readArguments<const O extends Options> (command: string, args: string[], options: O, operands: readonly [least: number, most: number]): Parsed<O> {
  const parsed = parse(command, args, options)
  const [least, most] = operands
  const count = parsed.positionals.length
  if (count < least) throw new UsageError(`${command} needs ${least - count} more operand${least - count === 1 ? '' : 's'}; see fastify-api-error help`)
  if (count > most) throw new UsageError(`${command} does not take "${String(parsed.positionals[most])}"; see fastify-api-error help`)
  return parsed
}

function parse<const O extends Options> (command: string, args: string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(`${command}: ${firstLine(error)}`)
  }
}
