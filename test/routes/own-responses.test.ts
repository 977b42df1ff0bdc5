import type { RouteOptions } from 'fastify'
import { test } from 'tap'
import { defaultCatalog } from '../../src/catalog/default.js'
import { warnOwnResponses } from '../../src/routes/own-responses.js'

type Route = Parameters<typeof warnOwnResponses>[0][number]

const errors = new Map([['404', [defaultCatalog.fallback(404)]], ['500', [defaultCatalog.fallback(500)]]])
const route = (url: string, ownResponses: unknown, declared: string[] | undefined = ['object_not_found'], method = 'GET'): Route =>
  ({ options: { method, url, handler: () => {}, schema: { apiErrors: declared } } as unknown as RouteOptions, errors, ownResponses })

function warnings (...routes: Route[]): string[] {
  const said: string[] = []
  warnOwnResponses(routes, { warn: (text: string) => { said.push(text) } } as never)
  return said
}

test('warnOwnResponses names routes with a schema of their own for a status of errors that they declare, in one line', t => {
  t.strictSame(warnings(route('/a', { 200: {}, 404: {}, 500: {} }), route('/b', { 404: {} }, undefined, 'POST'), route('/c', { 200: {} })), [
    'API_ERROR_OWN_RESPONSE: routes with a response schema of their own for a status of errors that they declare: GET /a (404); POST /b (404); documents show both. Remove the schemas if the errors are all that these routes answer there'
  ])
  t.end()
})

test('warnOwnResponses says nothing of routes without errors of that status, and of HEAD routes', t => {
  t.strictSame(warnings(route('/a', undefined), route('/b', { 200: {}, 500: {} }), route('/c', { 404: {} }, ['unauthorized']), route('/d', { 404: {} }, ['object_not_found'], 'HEAD'), { ...route('/e', { 404: {} }), options: { method: 'GET', url: '/e', handler: () => {} } }), [])
  t.end()
})

test('warnOwnResponses names ten routes', t => {
  const [text = ''] = warnings(...Array.from({ length: 13 }, (_, index) => route(`/${index}`, { 404: {} })))
  t.match(text, '; GET /9 (404) and 3 more; documents')
  t.notMatch(text, 'GET /10')
  t.end()
})
