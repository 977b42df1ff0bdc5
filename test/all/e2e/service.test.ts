import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { FastifyInstance } from 'fastify'
import { createProviderApp } from '../../../examples/service/src/tools/provider.js'
import { DEMO, newSigningKey, startService } from '../../e2e/helpers.js'
import type { Answer } from '../../e2e/helpers.js'

const PASSWORD = 'correct-horse-1'

const json = (answer: Answer): Record<string, unknown> => JSON.parse(answer.body) as Record<string, unknown>

async function startProvider (): Promise<{ app: FastifyInstance, url: string }> {
  const app = await createProviderApp('provider-token')
  return { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) }
}

async function startServer (listener: RequestListener): Promise<{ server: Server, url: string }> {
  const server = createServer(listener)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return { server, url: `http://127.0.0.1:${address.port}` }
}

t.test('a team signs up, builds an application and runs it at a provider', async t => {
  const service = await startService()
  const provider = await startProvider()
  t.teardown(async () => { await Promise.all([service.close(), provider.app.close()]) })
  const admin = await service.logIn()

  const signedUp = await service.send('POST', '/users', { json: { email: 'Ann@Example.com', name: 'Ann', password: PASSWORD, password_confirmation: PASSWORD } })
  t.equal(signedUp.status, 201)
  t.match(json(signedUp), { email: 'ann@example.com', role: 'member', auth_system: 'local' })
  t.notMatch(signedUp.body, 'password', 'no hash leaves the service')
  const ann = await service.logIn('ANN@example.com', PASSWORD)

  const created = await service.send('POST', '/applications', { token: ann, json: { name: 'shop' } })
  t.equal(created.status, 201)
  const path = `/applications/${String(json(created)['id'])}`
  for (const name of ['web', 'worker']) {
    t.equal((await service.send('POST', `${path}/components`, { token: ann, json: { name, image: `registry.example.com/${name}:1` } })).status, 201)
  }
  t.same((JSON.parse((await service.send('GET', `${path}/components`, { token: ann })).body) as Array<{ name: string }>).map(({ name }) => name), ['web', 'worker'])

  t.equal((await service.send('POST', `${path}/deployments`, { token: ann, json: { provider: 'webhook' } })).body, '{"code":"2002","error":"object_not_found"}', 'there is no account yet')
  t.equal((await service.send('PUT', '/providers/webhook/account', { token: ann, json: { endpoint: provider.url, token: 'provider-token' } })).status, 403)
  t.equal((await service.send('PUT', '/providers/webhook/account', { token: admin, json: { endpoint: provider.url, token: 'provider-token' } })).status, 204)
  t.same(JSON.parse((await service.send('GET', '/providers', { token: ann })).body), [{ name: 'webhook', connected: true }])
  const [{ sealed_token: sealed = '' } = {}] = await service.database.query<{ sealed_token: string }>('SELECT sealed_token FROM provider_accounts')
  t.match(sealed, /^v1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/)
  t.notMatch(sealed, 'provider-token')

  const deployed = await service.send('POST', `${path}/deployments`, { token: ann, json: { provider: 'webhook' } })
  t.equal(deployed.status, 201)
  t.match(json(deployed), { status: 'running', components: ['web', 'worker'], url: 'https://shop.example.com', provider: 'webhook' })
  t.notMatch(deployed.body, 'reference')
  const running = (): Promise<unknown> => provider.app.inject({ method: 'GET', url: '/deployments', headers: { authorization: 'Bearer provider-token' } }).then(answer => answer.json() as unknown)
  const again = await service.send('POST', `${path}/deployments`, { token: ann, json: { provider: 'webhook', components: ['worker'] } })
  t.equal(json(await service.send('GET', `${path}/deployment`, { token: ann }))['id'], json(again)['id'])
  t.match(await running(), [{ application: 'shop' }], 'in place of the one before')
  t.match(await running(), { length: 1 })
  t.equal((await service.send('POST', `${path}/deployments`, { token: ann, json: { provider: 'webhook', components: ['web', 'cron'] } })).body, '{"code":"4002","error":"component_not_found"}')

  t.equal((await service.send('DELETE', `${path}/deployment`, { token: ann })).status, 204)
  t.equal((await service.send('DELETE', `${path}/deployment`, { token: ann })).body, '{"code":"4004","error":"application_not_deployed"}')
  const history = JSON.parse((await service.send('GET', `${path}/deployments`, { token: ann })).body) as Array<{ status: string }>
  t.same(history.map(({ status }) => status), ['removed', 'removed'])

  t.equal((await service.send('DELETE', `${path}/components/web`, { token: ann })).status, 204)
  t.equal((await service.send('DELETE', `${path}/components/web`, { token: ann })).body, '{"code":"4002","error":"component_not_found"}')
  await service.send('POST', `${path}/deployments`, { token: ann, json: { provider: 'webhook' } })
  t.equal((await service.send('DELETE', path, { token: ann })).status, 204)
  t.same(await running(), [], 'it was taken down before')
  t.equal((await service.send('DELETE', '/providers/webhook/account', { token: admin })).status, 204)
  t.equal((await service.send('DELETE', '/providers/webhook/account', { token: admin })).body, '{"code":"2002","error":"object_not_found"}')
})

t.test('a deployment that fails is on record, and what the provider said stays in the log', async t => {
  const service = await startService({ PROVIDER_TIMEOUT_MS: '200' })
  const provider = await startProvider()
  const strange = await startServer((_request, response) => { response.end('<p>Welcome to example.net</p>') })
  const silent = await startServer(() => {})
  const moved = await startServer((_request, response) => { response.writeHead(307, { location: provider.url }).end() })
  t.teardown(async () => {
    for (const { server } of [strange, silent, moved]) server.close().closeAllConnections()
    await provider.app.close()
    await service.close()
  })
  const token = await service.logIn()
  const path = `/applications/${String(json(await service.send('POST', '/applications', { token, json: { name: 'shop' } }))['id'])}`
  t.equal((await service.send('POST', `${path}/deployments`, { token, json: { provider: 'webhook' } })).body, '{"code":"2001","error":"invalid_request"}', 'there is nothing to deploy')
  await service.send('POST', `${path}/components`, { token, json: { name: 'web', image: 'registry.example.com/web:1' } })

  const failures: ReadonlyArray<readonly [endpoint: string, log: RegExp]> = [
    [provider.url, /the provider answered 401/],
    [strange.url, /not valid JSON/],
    [silent.url, /TimeoutError/],
    [moved.url, /unexpected redirect/]
  ]
  for (const [endpoint, cause] of failures) {
    await service.send('PUT', '/providers/webhook/account', { token, json: { endpoint, token: 'not-the-token' } })
    service.takeLog()
    const answer = await service.send('POST', `${path}/deployments`, { token, json: { provider: 'webhook' } })
    t.match(answer, { status: 502, body: '{"code":"3003","error":"network_error"}' }, endpoint)
    const log = JSON.stringify(service.takeLog())
    t.match(log, cause)
    t.notMatch(log, 'not-the-token')
  }
  const history = JSON.parse((await service.send('GET', `${path}/deployments`, { token })).body) as Array<{ status: string }>
  t.same(history.map(({ status }) => status), failures.map(() => 'failed'))
})

t.test('a password can be changed, and logs in from then on', async t => {
  const service = await startService()
  t.teardown(service.close)
  const token = await service.logIn()
  const change = { old_password: DEMO.password, password: 'another-password-2', password_confirmation: 'another-password-2' }
  t.equal((await service.send('PUT', '/users/me/password', { token, json: { ...change, password: 'short' } })).body, '{"code":"2005","error":"invalid_password"}')
  t.equal((await service.send('PUT', '/users/me/password', { token, json: { ...change, password_confirmation: 'other' } })).body, '{"code":"2006","error":"password_confirmation_mismatch"}')
  t.equal((await service.send('PUT', '/users/me/password', { token, json: change })).status, 204)
  t.equal((await service.send('POST', '/auth/login', { json: DEMO })).body, '{"code":"1004","error":"invalid_credentials"}')
  t.type(await service.logIn(DEMO.email, 'another-password-2'), 'string')
})

t.test('a token lasts as long as the login said, and not longer', async t => {
  const service = await startService({ TOKEN_SECONDS: '2' })
  t.teardown(service.close)
  const { token, expires_in: seconds } = json(await service.send('POST', '/auth/login', { json: DEMO })) as { token: string, expires_in: number }
  t.equal(seconds, 2)
  const { iat, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iat: number, exp: number }
  t.equal(exp - iat, seconds)
  t.equal((await service.send('GET', '/users/me', { token })).status, 200)
  await new Promise(resolve => { setTimeout(resolve, 3100) })
  service.takeLog()
  t.equal((await service.send('GET', '/users/me', { token })).body, '{"code":"1001","error":"invalid_token"}')
  t.match(JSON.stringify(service.takeLog()), 'Authorization token expired')
})

t.test('whatever is wrong with a token, it is invalid', async t => {
  const service = await startService()
  t.teardown(service.close)
  const [head = '', payload = '', signature = ''] = (await service.logIn()).split('.')
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const tokens = [
    'a', 'a.b.c', `${head}.${payload}`, `${head}.${payload}.`, `${head}.${part({ sub: 'somebody' })}.${signature}`,
    `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`, `${part({ alg: 'HS256', typ: 'JWT' })}.${payload}.${signature}`, '{}'
  ]
  for (const token of tokens) {
    t.match(await service.send('GET', '/users/me', { token }), { status: 401, body: '{"code":"1001","error":"invalid_token"}' }, token)
  }
  t.match(await service.send('GET', '/users/me', { token: 'a b' }), { status: 400, body: '{"code":"2001","error":"invalid_request"}' }, 'a header of another form')
  for (const authorization of ['Basic ZGVtbzpkZW1v', 'Bearer', 'Bearer ']) {
    t.match(await service.send('GET', '/users/me', { headers: { authorization } }), { status: 401, body: '{"code":"1000","error":"unauthorized"}' }, authorization)
  }
})

t.test('tokens of a user who is gone, and those signed with a key that was replaced, are invalid', async t => {
  const keyFile = join(t.testdir({}), 'jwt-key.pem')
  await writeFile(keyFile, newSigningKey())
  const service = await startService({ JWT_KEY_FILE: keyFile })
  t.teardown(service.close)
  const invalid = '{"code":"1001","error":"invalid_token"}'
  const old = await service.logIn()
  await writeFile(keyFile, newSigningKey())
  t.equal((await service.send('GET', '/users/me', { token: old })).body, invalid)
  const token = await service.logIn()
  t.equal((await service.send('GET', '/users/me', { token })).status, 200, 'the new key is in use without a restart')
  await service.database.query('DELETE FROM users')
  t.equal((await service.send('GET', '/users/me', { token })).body, invalid)
})

t.test('who asks too often is told when to come back', async t => {
  const service = await startService({ LOGIN_RATE_LIMIT: '2' })
  t.teardown(service.close)
  const answers: Answer[] = []
  for (let i = 0; i < 3; i++) answers.push(await service.send('POST', '/auth/login', { json: { ...DEMO, password: 'wrong-password-1' } }))
  t.same(answers.map(({ status }) => status), [401, 401, 429])
  t.equal(answers[2]?.body, '{"code":"2001","error":"invalid_request"}')
  t.match(answers[2]?.headers, { 'retry-after': /^\d+$/, 'x-ratelimit-remaining': '0', 'content-length': '93' })

  const busy = await startService({ RATE_LIMIT: '1' })
  t.teardown(busy.close)
  t.equal((await busy.send('GET', '/nowhere')).body, '{"code":"2002","error":"object_not_found"}')
  t.equal((await busy.send('GET', '/elsewhere')).status, 429, 'unknown addresses count')
  t.equal((await busy.send('GET', '/health')).status, 200, 'the health check does not')
})

t.test('browsers of the allowed origins, and no others, may read the errors', async t => {
  const service = await startService({ CORS_ORIGINS: 'https://app.example.com, https://admin.example.com' })
  t.teardown(service.close)
  const allowed = await service.send('GET', '/users/me', { headers: { origin: 'https://admin.example.com' } })
  t.equal(allowed.headers['access-control-allow-origin'], 'https://admin.example.com')
  t.equal(allowed.body, '{"code":"1000","error":"unauthorized"}')
  const other = await service.send('GET', '/users/me', { headers: { origin: 'https://evil.example.com' } })
  t.equal(other.headers['access-control-allow-origin'], undefined)
})

t.test('requests that reach no route are answered from the catalogue as well', async t => {
  const service = await startService()
  t.teardown(service.close)
  const invalid = '{"code":"2001","error":"invalid_request"}'
  const token = await service.logIn()

  const head = await service.send('HEAD', '/users/me')
  t.same([head.status, head.body, head.headers['content-length']], [401, '', '90'])
  t.match(await service.send('GET', '/%zz'), { status: 400, body: invalid })
  t.match(await service.send('GET', '/docs/static/nothing.js'), { status: 404, body: '{"code":"2002","error":"object_not_found"}' })
  t.match(await service.send('POST', '/applications', { token, raw: `{"name":"${'a'.repeat(70_000)}"}` }), { status: 413, body: invalid })
  t.match(await service.send('POST', '/applications', { token, raw: 'name=a', headers: { 'content-type': 'text/csv' } }), { status: 415, body: invalid })
  t.match(await service.send('GET', '/applications/one', { token }), { status: 400, body: '{"code":"2007","error":"invalid_field_value","fields":["id"]}' })
  t.match(await malformed(service.url), /^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/json; charset=utf-8\r\ncontent-length: 41\r\n.*\r\n\r\n\{"code":"2001","error":"invalid_request"\}$/s)
})

function malformed (url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let answer = ''
    socket.on('data', data => { answer += data.toString() })
    socket.on('error', reject)
    socket.on('end', () => { resolve(answer) })
    socket.end('THIS IS NOT HTTP\r\n\r\n')
  })
}

t.test('the docs page and the OpenAPI document show each route with exactly the errors that it declares', async t => {
  const service = await startService()
  t.teardown(service.close)
  const page = await service.send('GET', '/docs/')
  t.match(page, { status: 200, headers: { 'content-type': /^text\/html/ } })
  t.match(page.body, 'swagger-ui')

  interface Response { readonly description?: string, readonly $ref?: string }
  interface Operation { readonly responses: Record<string, Response> }
  const document = json(await service.send('GET', '/docs/json')) as { openapi: string, paths: Record<string, Record<string, Operation>>, components: { schemas: object, responses: Record<string, Response> } }
  t.match(document.openapi, /^3\.1/)
  const descriptionOf = ({ description, $ref = '' }: Response): string => description ?? document.components.responses[$ref.replace('#/components/responses/', '')]?.description ?? ''
  const errorsOf = (path: string, method: string): string[] =>
    Object.entries(document.paths[path]?.[method]?.responses ?? {}).flatMap(([status, response]) =>
      [...descriptionOf(response).matchAll(/`(\d{4}) - (\w+)`/g)].map(([, , name]) => `${status} ${name}`)).sort()
  t.same(errorsOf('/auth/login', 'post'), [
    '400 invalid_field_value', '400 invalid_request', '401 invalid_credentials', '401 wrong_authentication_system',
    '413 invalid_request', '415 invalid_request', '500 database_error', '500 internal_error', '500 jwt_key_error'
  ])
  t.same(errorsOf('/applications/{id}/deployment', 'get'), [
    '400 invalid_field_value', '401 invalid_token', '401 unauthorized', '404 application_not_deployed', '404 object_not_found',
    '500 database_error', '500 internal_error', '500 jwt_key_error'
  ])
  t.ok('application_not_deployed' in document.components.schemas)
})
