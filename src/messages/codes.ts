/** A message that the plugin writes or throws. */
export interface Message {
  /** `throw`: an error with this `code`, when the service is set up. `warning`: a warning of the process. Else the level of the log. */
  readonly as: 'throw' | 'error' | 'warn' | 'warning' | 'error, or warn below 500'
  /** What happened. */
  readonly text: string
  /** What to do about it. */
  readonly fix: string
}

/** Every message with a code, for whoever looks one up; docs/log-codes.md is made of it. */
export const MESSAGES = {
  API_ERROR_FOREIGN_RESPONSE: { as: 'error, or warn below 500', text: 'A response was not in the catalogue and was replaced. Logged once per route and status.', fix: 'Use `reply.apiError`, or exempt the route.' },
  API_ERROR_UNDECLARED: { as: 'warn', text: 'A route raised an error that it does not declare. Logged once per route and error; with `strict`, at `error` each time.', fix: 'Add the error to `schema.apiErrors`, or to `fastify.apiErrors.declare()` where a hook raises it.' },
  API_ERROR_NOT_RAISED: { as: 'error', text: '`reply.apiError` got a name that the catalogue does not have, or details that do not fit. `internal_error` was sent.', fix: 'Correct the name or the details.' },
  API_ERROR_UNSENDABLE: { as: 'error', text: 'Node rejected the head of a response. `internal_error` was sent.', fix: 'Look at the header in the error: its name or its value is not valid.' },
  API_ERROR_HANDLER_FAILED: { as: 'error', text: '`frameworkErrors`, `clientErrorHandler` or `headers` of the service threw.', fix: 'Correct the handler.' },
  API_ERROR_OBSERVER_FAILED: { as: 'error', text: '`onApiError`, or a subscriber of the channel `fastify-api-error`, threw or rejected. The response is not affected. Logged once per function.', fix: 'Correct the function.' },
  API_ERROR_MEMBERS: { as: 'error', text: 'The option `members` threw, or gave what the catalogue does not declare. Errors leave without these members. Logged once.', fix: 'Return what `defineCatalog({ members })` declares, and at once: no promise.' },
  API_ERROR_HTML: { as: 'error', text: 'The option `html` threw, or returned no text or an empty one. The error left as JSON. Logged once.', fix: 'Return the page as a text, and at once: no promise.' },
  API_ERROR_NO_PAGE: { as: 'warn', text: '`problemJson` is on, and the `type` of problem details links to a reference page that is not there. Logged once at start-up.', fix: 'Register `apiErrorReference`, or give `problemJson: { base }`.' },
  API_ERROR_HEADER: { as: 'warn', text: 'A header of an error is no text, number or list of texts and was left out.', fix: 'Give the header a text.' },
  API_ERROR_NO_SERVER_OPTIONS: { as: 'warn', text: 'Malformed requests and timeouts bypass the catalogue.', fix: 'Create the server with `Fastify(serverOptions())`.' },
  API_ERROR_OLDER_ROUTES: { as: 'warn', text: 'Routes were added before the plugin was loaded. Their errors are held to the catalogue, but no document shows them.', fix: 'Add routes after `await fastify.register(apiError)`.' },
  API_ERROR_OWN_RESPONSE: { as: 'warn', text: 'Routes have a response schema of their own for a status of errors that they declare. Logged once at start-up; documents show both.', fix: 'Remove the schema if the errors are all that the route answers there.' },
  API_ERROR_SHARED_CODE: { as: 'warning', text: 'An error was raised by a code that several errors share.', fix: 'Raise it by its name.' },
  API_ERROR_INVALID_CATALOG: { as: 'throw', text: 'A catalogue has problems; `problems` lists them all.', fix: 'Correct the definitions.' },
  API_ERROR_INVALID_OPTIONS: { as: 'throw', text: 'An option is not valid.', fix: 'The message says what was expected, and what was received.' },
  API_ERROR_ALREADY_REGISTERED: { as: 'throw', text: 'The plugin is registered in this scope already.', fix: 'For another catalogue, register it inside `fastify.register()`.' },
  API_ERROR_UNKNOWN_ERROR: { as: 'throw', text: 'A route or a scope declares an error that its catalogue does not have.', fix: 'Correct the name; the message suggests one.' },
  API_ERROR_OTHER_SCHEMA: { as: 'throw', text: 'A route refers to a shared schema that its scope has from the catalogue of the scope around it.', fix: 'Add these routes before those of the parent scope, or in a sibling scope.' },
  API_ERROR_NO_PLUGIN: { as: 'throw', text: '`apiErrorReference` was registered before the plugin.', fix: 'Register the plugin first.' },
  API_ERROR_FOREIGN_ENTRY: { as: 'throw', text: 'A catalogue was asked for the answer of an entry that belongs to another.', fix: 'Take the entry from this catalogue.' },
  API_ERROR_NO_FALLBACK: { as: 'throw', text: 'No entry stands for a status.', fix: 'Ask for a status from 400 to 599.' },
  API_ERROR_NO_FASTIFY: { as: 'throw', text: 'Details are to be checked, and Fastify, which brings the compiler of schemas, is not installed.', fix: 'Run `npm install fastify`.' },
  API_ERROR_HELD: { as: 'throw', text: 'Internal: leaves a native method of a response. Nobody but the guard sees it.', fix: 'Report it if you see it.' },
  API_ERROR_UNGUARDED: { as: 'throw', text: 'Internal: a response without the guard.', fix: 'Report it.' },
  API_ERROR_NO_RESPONSE: { as: 'throw', text: 'An object that is no response was given to the guard.', fix: 'Look at what the `serverFactory` calls the handler with.' }
} as const satisfies Readonly<Record<string, Message>>

/** A code of a message. */
export type MessageCode = keyof typeof MESSAGES
