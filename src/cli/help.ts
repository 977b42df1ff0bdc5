/** What `help` prints. */
export const HELP = `Usage: fastify-api-error <command>

Commands:
  docs [module]            Print the reference page of the catalogue in Markdown.
      --out FILE           Write it to FILE.
      --check FILE         Exit 1 and print a diff if FILE is out of date.
  lint [module]...         Check catalogues: everything defineCatalog checks, unused codes, similar names,
                           equal descriptions, missing full stops, retired codes.
      --routes PATH        Compare them with the sources of the service: a file and all it imports by a
                           relative path, or a folder. May be repeated. If scopes have catalogues of their
                           own, name the modules of all.
      --strict             Exit 1 for notes too.
  diff OLD NEW             List what changed. Exit 1 if NEW breaks clients of OLD.
      --json               Print JSON: { breaking, additions, changes }.
  next-code GROUP [module] Print the code for a new error of a group.
  export [module]          Print the catalogue as JSON, for other languages and for diff.
      --client             Print a TypeScript client instead. It needs nothing of the service.
      --schema             Print the JSON Schema of the JSON instead.
      --out FILE           Write it to FILE.
  help                     Print this text.
  --version                Print the version.

A module is a JavaScript or TypeScript file that exports a catalogue (as "catalog", as default, or as
the name in "errors.ts#name"), or a JSON file written by export. The default is the built-in catalogue.
A module may also export the codes that must not be used again: export const retired = ['2008'].
It is loaded in a process of its own, for 30 seconds at most; what it prints is ignored.
TypeScript needs Node 22.18 or newer, or tsx in the project.

lint --routes reads source text and runs nothing. It finds apiErrors: ['…'], apiErrors.declare('…'),
.apiError('…') and new ApiError('…') with literals. It checks errors raised inside the call of
.get('/…'), .route({…}) and the like against the list in that call. For an error raised elsewhere it
cannot tell the route; it only reports an error that no route declares.

Exit codes: 0 success, 1 findings, 2 usage or load error.
`
