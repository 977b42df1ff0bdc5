import type { FastifyReply } from 'fastify'
import { answerWithTail } from '../catalog/answer.js'
import type { Answer } from '../catalog/answer.js'
import { writeMembers } from '../catalog/members.js'
import type { MembersText } from '../catalog/members.js'
import type { JsonDetails } from '../catalog/json-schema.js'
import { startOf } from '../values/bounded.js'
import { readString } from '../values/read.js'
import { write } from './log.js'
import type { ErrorScope } from './scope.js'
import type { LeavingError, MembersOfRequest } from './settings.js'

/**
 * The answer with the members that its catalogue has every error carry. Where the service does not give them as it
 * declared them, the error leaves without: never throws.
 */
export function withMembers (answer: Answer, reply: FastifyReply, scope: ErrorScope, cause?: unknown): Answer {
  const { members } = scope.settings
  const { entry: { members: schema } } = answer
  if (members === undefined || schema === undefined) return answer
  const { text, problem } = membersFor(reply, members, schema, leavingError(answer, cause))
  if (problem === undefined) return answerWithTail(answer, text)
  if (scope.isFirst(members)) write(reply, 'error', {}, `API_ERROR_MEMBERS: ${problem}; errors leave without them. This is logged once`)
  return answer
}

function leavingError ({ entry: { name, code, description }, status }: Answer, cause: unknown): LeavingError {
  return { name, code, status, description, cause }
}

function membersFor ({ request }: FastifyReply, members: MembersOfRequest, schema: JsonDetails, error: LeavingError): MembersText {
  try {
    return writeMembers(schema, members(request, error))
  } catch (error) {
    return { problem: `the option members threw: ${startOf(readString(error, 'message'), MAX_MESSAGE)}` }
  }
}

const MAX_MESSAGE = 200
