import type { FastifyBaseLogger } from 'fastify'

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

const nothing = (): void => {}

/** A log that says nothing, as that of a service without one. */
export const silentLog: FastifyBaseLogger = Object.assign(Object.create(null), Object.fromEntries(LEVELS.map(level => [level, nothing])))
