import { show } from '../messages/show.js'
import { isObject } from './json-schema.js'
import type { ErrorDefinition, ErrorNotes } from './types.js'

const TEXTS = ['since', 'owner'] as const
const LISTS = ['causes', 'solutions'] as const

/** The members of a definition that are notes, for messages about mistyped ones. */
export const NOTES: readonly string[] = ['since', 'deprecated', 'owner', 'causes', 'solutions']

/** What an error says of itself besides, copied. */
export function notesOf ({ since, deprecated, owner, causes, solutions }: ErrorDefinition | ErrorNotes): ErrorNotes {
  return {
    ...since !== undefined && { since },
    ...deprecated !== undefined && { deprecated },
    ...owner !== undefined && { owner },
    ...causes !== undefined && { causes: [...causes] },
    ...solutions !== undefined && { solutions: [...solutions] }
  }
}

/** What is wrong with the notes of an error, one sentence each. */
export function problemsOfNotes (notes: unknown): string[] {
  if (!isObject(notes)) return []
  const { deprecated } = notes
  return [
    ...TEXTS.filter(key => notes[key] !== undefined && !isText(notes[key])).map(key => `${key} is ${show(notes[key])}; give a text or leave it out`),
    ...deprecated === undefined || deprecated === true || isText(deprecated) ? [] : [`deprecated is ${show(deprecated)}; say true, or what to use instead, or leave it out`],
    ...LISTS.filter(key => notes[key] !== undefined && !isTextList(notes[key])).map(key => `${key} are ${show(notes[key])}; give a list of sentences or leave it out`)
  ]
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isText)
