import Fastify from 'fastify'
import { test } from 'tap'
import { routesOf, warnOfEarlierRoutes } from '../../src/routes/earlier-routes.js'
import { memoryLog } from '../helpers/log.js'

test('routesOf names routes, and none that no document shows', async t => {
  const app = Fastify()
  app.get('/', async () => 1)
  app.get('/users/:id', async () => 1)
  app.route({ method: ['PUT', 'PATCH'], url: '/users/:id', handler: async () => 1 })
  app.get('/only', { constraints: { host: 'a.b' } }, async () => 1)
  app.options('*', async () => 1)
  await app.register(async docs => { for (const url of ['/', '/json', '/static/swagger-initializer.js', '/static/*']) docs.get(url, async () => 1) }, { prefix: '/docs' })
  await app.register(async docs => { for (const url of ['/', '/js/scalar.js']) docs.get(url, async () => 1) }, { prefix: '/reference' })
  t.same(routesOf(app).sort(), ['GET /', 'GET /only', 'GET, PUT, PATCH /users/:id'].sort())
  t.same(routesOf(Fastify()), [])
})

test('warnOfEarlierRoutes names at most ten, in the log or as a warning of the process', async t => {
  const log = memoryLog()
  const app = Fastify({ logger: log.logger })
  warnOfEarlierRoutes(app)
  t.same(log.lines, [], 'nothing where there are none')
  for (let index = 0; index < 12; index++) app.get(`/r${index}`, { exposeHeadRoute: false }, async () => 1)
  warnOfEarlierRoutes(app)
  t.match(log.lines, [{ level: 40, msg: /^API_ERROR_OLDER_ROUTES: (GET \/r\d+, ){9}GET \/r\d+ and 2 more: added before the plugin was loaded, so no document shows the errors of these routes\. Add routes after `await fastify\.register\(apiError\)`$/ }])
})
