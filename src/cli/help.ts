/** What `help` prints. */
export const HELP = `Usage: fastify-api-error <command>

Commands:
  docs [module]            Print the reference page of the catalogue, in Markdown.
      --out FILE           Write it to a file.
      --check FILE         Exit 1 and print a diff if FILE is out of date.
  lint [module]...         Check catalogues: everything defineCatalog checks, unused codes, similar names,
                           equal descriptions, missing full stops, retired codes.
      --routes PATH        Compare them with the sources of the service: a file and all it imports by a
                           relative path, or a folder. May be repeated. If scopes have catalogues of their
                           own, name the modules of all.
      --strict             Exit 1 for notes too.
  diff OLD NEW             List what changed. Exit 1 if NEW breaks clients of OLD.
      --json               As JSON: { breaking, additions, changes }.
  next-code GROUP [module] Print the code for a new error of a group.
  export [module]          Print the catalogue as JSON, for other languages and for diff.
      --client             A TypeScript client instead, which needs nothing of the service.
      --schema             The JSON Schema of the JSON instead.
      --out FILE           Write it to a file.
  help                     Print this.
  --version                Print the version.

A module is a JavaScript or TypeScript file that exports a catalogue (as "catalog", as default, or under
the name in "errors.ts#name"), or a JSON file of export. Without one, the built-in catalogue is meant.
It may also export the codes that must not be used again: export const retired = ['2008'].
TypeScript needs esbuild in the project, or Node 22.18 or newer.

What lint --routes sees: it reads text and runs nothing. It finds apiErrors: ['…'],
apiErrors.declare('…'), .apiError('…') and new ApiError('…') with literals. What is raised inside the
call of .get('/…'), .route({…}) and the like is held against the list in that call. Of an error raised
elsewhere it cannot tell the route, and only says when no route declares it.

Exit codes: 0 success, 1 findings, 2 usage or load error.
`
