import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Writes the sources of a service whose types are measured: a catalogue, and routes in files of ten.

const FOLDER = new URL('../.types/', import.meta.url)
const PER_FILE = 10
const PER_GROUP = 100

/** Names of the errors of a generated catalogue. */
const names = count => Array.from({ length: count }, (_, index) => `error_number_${index}`)

/**
 * Writes a service and answers where it is.
 *
 * @param entries - How many errors its catalogue has; 0 for the same service without the plugin.
 */
export function writeTypedService (entries, routes) {
  const folder = new URL(`${entries}/`, FOLDER)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const write = (name, text) => writeFileSync(new URL(name, folder), text)
  write('tsconfig.json', JSON.stringify(TSCONFIG, null, 2))
  if (entries > 0) write('catalog.ts', catalogSource(entries))
  for (let file = 0; file * PER_FILE < routes; file++) write(`routes-${file}.ts`, routesSource(file, entries))
  return fileURLToPath(folder)
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: ['../../../node_modules/@types'],
    rootDir: '../../..',
    paths: { 'fastify-api-error': ['../../../dist/index.d.ts'] }
  },
  include: ['*.ts']
}

function catalogSource (entries) {
  const errors = names(entries).map((name, index) => {
    const details = index % 10 === 9 ? ', details: Type.Object({ fields: Type.Array(Type.String()) })' : ''
    return `    ${name}: { code: '${1000 + index}', status: ${400 + index % 20}, description: 'Error ${index}.'${details} }`
  })
  const groups = Array.from({ length: Math.ceil(entries / PER_GROUP) }, (_, index) => {
    const first = 1000 + index * PER_GROUP
    return `    group_${index}: { range: [${first}, ${first + PER_GROUP - 1}], description: 'Group ${index}.' }`
  })
  return `import { Type } from '@sinclair/typebox'
import { defineCatalog } from 'fastify-api-error'

export const catalog = defineCatalog({
  groups: {
${groups.join(',\n')}
  },
  errors: {
${errors.join(',\n')}
  },
  fallback: { '4xx': 'error_number_0', '5xx': 'error_number_1' }
})

declare module 'fastify-api-error' {
  interface Register { catalog: typeof catalog }
}
`
}

function routesSource (file, entries) {
  const imports = entries > 0 ? ["import './catalog.js'", "import 'fastify-api-error'"] : []
  const routes = Array.from({ length: PER_FILE }, (_, index) => routeSource(file * PER_FILE + index, entries))
  return `import { Type } from '@sinclair/typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
${imports.join('\n')}
const User = Type.Object({ id: Type.Integer(), name: Type.String() })

export function routes${file} (fastify: FastifyInstance): void {
  const app = fastify.withTypeProvider<TypeBoxTypeProvider>()
${routes.join('\n')}
}
`
}

function routeSource (index, entries) {
  const all = names(entries).filter((_, at) => at % 10 !== 9)
  const declared = [0, 7, 13].map(step => all[(index * 3 + step) % all.length])
  const schema = 'params: Type.Object({ id: Type.Integer() }), response: { 200: User }'
  const [apiErrors, raise] = entries > 0
    ? [`apiErrors: ['${declared.join("', '")}'], `, `return reply.apiError('${declared[1]}')`]
    : ['', "throw new Error('not found')"]
  return `  app.get('/r${index}/:id', { schema: { ${apiErrors}${schema} } }, async (request, reply) => {
    if (request.params.id === 0) ${raise}
    reply.header('x-route', '${index}')
    return { id: request.params.id, name: 'Ada' }
  })`
}
