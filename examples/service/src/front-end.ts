import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

/** Where the page is that people log in at. */
export const FRONT_END_PATH = '/app/'

const FOLDER = new URL('../front-end/', import.meta.url)
const TYPES = { html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' }

/** The module of the client, and where the page finds it. */
const CLIENT = { path: 'client/index.js', file: new URL(import.meta.resolve('fastify-api-error/client')) }

/** A page that logs people in and signs them up, and says what went wrong in their language. */
export async function frontEnd (app: FastifyInstance): Promise<void> {
  for (const name of ['index.html', 'style.css', 'main.js', 'messages.js']) {
    const text = await readFile(new URL(name, FOLDER), 'utf8')
    // There is no bundler here, and an import map would need an inline script, which the policy of helmet refuses.
    serve(app, name === 'index.html' ? '' : name, text.replaceAll("'fastify-api-error/client'", `'./${CLIENT.path}'`))
  }
  const client = await readFile(CLIENT.file, 'utf8')
  serve(app, CLIENT.path, client)
  for (const [, name = ''] of client.matchAll(/\bfrom ?"\.\.\/([\w-]+\.js)"/g)) serve(app, name, await readFile(new URL(`../${name}`, CLIENT.file), 'utf8'))
}

function serve (app: FastifyInstance, path: string, body: string): void {
  const type = path.endsWith('.js') ? TYPES.js : path.endsWith('.css') ? TYPES.css : TYPES.html
  app.get(FRONT_END_PATH + path, { schema: { hide: true, apiErrors: [] } }, async (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(body))
}
