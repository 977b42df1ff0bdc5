import { randomBytes, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { defaultCatalog } from 'fastify-api-error'
import type { CatalogEntry, ErrorName } from 'fastify-api-error'
import { newSigningKey, startService } from '../../e2e/helpers.js'
import type { Answer, Service } from '../../e2e/helpers.js'

/** What a request meets: the service, and who may do what in it. */
interface World {
  readonly service: Service
  readonly keyFile: string
  readonly admin: string
  readonly member: string
}

interface Way {
  /** Makes the error happen, as a client can. */
  readonly provoke: (world: World) => Promise<Answer>
  /** Members after `code` and `error`. */
  readonly details?: Readonly<Record<string, unknown>>
  /** What the log says made it happen, where something did. Nothing of it may be on the wire. */
  readonly cause?: RegExp
}

const PASSWORD = 'correct-horse-1'

const unique = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`

const newUser = (): { email: string, name: string, password: string, password_confirmation: string } =>
  ({ email: `${unique('user')}@example.com`, name: 'Some User', password: PASSWORD, password_confirmation: PASSWORD })

const signUp = (service: Service, changes: object = {}): Promise<Answer> =>
  service.send('POST', '/users', { json: { ...newUser(), ...changes } })

async function newApplication ({ service, admin }: World, ...components: string[]): Promise<string> {
  const { body } = await service.send('POST', '/applications', { token: admin, json: { name: unique('app') } })
  const { id } = JSON.parse(body) as { id: string }
  for (const name of components) {
    await service.send('POST', `/applications/${id}/components`, { token: admin, json: { name, image: 'registry.example.com/web:1' } })
  }
  return `/applications/${id}`
}

const connect = ({ service, admin }: World, endpoint = 'http://127.0.0.1:1'): Promise<Answer> =>
  service.send('PUT', '/providers/webhook/account', { token: admin, json: { endpoint, token: 'a-provider-token' } })

/** How each error of the catalogue comes about. The type sees to it that none is missing. */
const ways: Readonly<Record<ErrorName<typeof defaultCatalog>, Way>> = {
  unauthorized: {
    provoke: ({ service }) => service.send('GET', '/users/me'),
    cause: /No Authorization was found in request\.headers/
  },
  invalid_token: {
    provoke: ({ service, admin }) => service.send('GET', '/users/me', { token: withWrongSignature(admin) }),
    cause: /Authorization token is invalid/
  },
  jwt_key_error: {
    provoke: async ({ service, keyFile }) => {
      await writeFile(keyFile, 'a secret that is no key')
      try {
        return await service.send('POST', '/auth/login', { json: { email: 'demo@example.com', password: 'demo-password-1' } })
      } finally {
        await writeFile(keyFile, newSigningKey())
      }
    },
    cause: /DECODER/
  },
  crypto_error: {
    provoke: async world => {
      await connect(world)
      await world.service.database.query("UPDATE provider_accounts SET sealed_token = overlay(sealed_token PLACING 'AAAA' FROM 24)")
      return world.service.send('POST', `${await newApplication(world, 'web')}/deployments`, { token: world.admin, json: { provider: 'webhook' } })
    },
    cause: /Unsupported state or unable to authenticate data/
  },
  invalid_credentials: {
    provoke: ({ service }) => service.send('POST', '/auth/login', { json: { email: 'demo@example.com', password: 'not-the-password-1' } })
  },
  old_password_invalid: {
    provoke: ({ service, member }) => service.send('PUT', '/users/me/password', { token: member, json: { old_password: 'not-the-old-one', password: 'a-new-password-1', password_confirmation: 'a-new-password-1' } })
  },
  wrong_authentication_system: {
    provoke: async ({ service, admin }) => {
      const email = `${unique('ldap')}@example.com`
      await service.send('POST', '/users/directory', { token: admin, json: { email, name: 'From The Directory' } })
      return service.send('POST', '/auth/login', { json: { email, password: PASSWORD } })
    }
  },
  not_allowed: {
    provoke: async world => world.service.send('DELETE', await newApplication(world), { token: world.member })
  },
  invalid_request: {
    provoke: ({ service }) => service.send('POST', '/auth/login', { raw: '{"email": "demo@example.com", ' }),
    cause: /not valid JSON/
  },
  object_not_found: {
    provoke: ({ service, member }) => service.send('GET', `/applications/${randomUUID()}`, { token: member })
  },
  object_already_exists: {
    provoke: async world => world.service.send('POST', `${await newApplication(world, 'web')}/components`, { token: world.admin, json: { name: 'web', image: 'registry.example.com/web:2' } })
  },
  email_already_exists: {
    provoke: ({ service }) => signUp(service, { email: 'Demo@Example.com' })
  },
  invalid_email: {
    provoke: ({ service }) => signUp(service, { email: 'not-an-address' })
  },
  invalid_password: {
    provoke: ({ service }) => signUp(service, { password: 'short', password_confirmation: 'short' })
  },
  password_confirmation_mismatch: {
    provoke: ({ service }) => signUp(service, { password_confirmation: 'something-else-1' })
  },
  invalid_field_value: {
    provoke: ({ service }) => service.send('POST', '/users', { json: { email: ['a@example.com', 'b@example.com'], name: '', password: PASSWORD } }),
    details: { fields: ['password_confirmation', 'email', 'name'] },
    cause: /body\/email must be string/
  },
  internal_error: {
    provoke: async ({ service }) => {
      const { email } = JSON.parse((await signUp(service)).body) as { email: string }
      await service.database.query("UPDATE users SET password_hash = 'md5$5f4dcc3b5aa765d61d8327deb882cf99' WHERE email = $1", [email])
      return service.send('POST', '/auth/login', { json: { email, password: PASSWORD } })
    },
    cause: /unknown scheme "md5"/
  },
  database_error: {
    provoke: async ({ service, member }) => {
      await service.database.query('ALTER TABLE applications RENAME TO applications_gone')
      try {
        return await service.send('GET', '/applications', { token: member })
      } finally {
        await service.database.query('ALTER TABLE applications_gone RENAME TO applications')
      }
    },
    cause: /relation "applications" does not exist/
  },
  network_error: {
    provoke: async world => {
      await connect(world, await closedEndpoint())
      return world.service.send('POST', `${await newApplication(world, 'web')}/deployments`, { token: world.admin, json: { provider: 'webhook' } })
    },
    cause: /ECONNREFUSED/
  },
  provider_not_supported: {
    provoke: async world => world.service.send('POST', `${await newApplication(world, 'web')}/deployments`, { token: world.admin, json: { provider: 'mainframe' } })
  },
  component_not_found: {
    provoke: async world => world.service.send('GET', `${await newApplication(world, 'web')}/components/worker`, { token: world.member })
  },
  application_already_exists: {
    provoke: async ({ service, admin, member }) => {
      const json = { name: unique('app') }
      await service.send('POST', '/applications', { token: admin, json })
      return service.send('POST', '/applications', { token: member, json })
    }
  },
  application_not_deployed: {
    provoke: async world => world.service.send('GET', `${await newApplication(world, 'web')}/deployment`, { token: world.member })
  }
}

/** A token whose signature is that of somebody else. */
function withWrongSignature (token: string): string {
  const [head, payload] = token.split('.')
  return [head, payload, randomBytes(64).toString('base64url')].join('.')
}

/** An address where nobody listens: that of a server that has just closed. */
async function closedEndpoint (): Promise<string> {
  const server = createServer()
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  await new Promise(resolve => { server.close(resolve) })
  return `http://127.0.0.1:${address.port}`
}

const bodyOf = (entry: CatalogEntry, details: object = {}): string =>
  JSON.stringify({ code: entry.code, error: entry.name, ...details })

function checkAnswer (t: Test, entry: CatalogEntry, { status, headers, body, requestId }: Answer, details?: object): void {
  const expected = bodyOf(entry, details)
  t.equal(body, expected)
  t.equal(status, entry.status)
  t.equal(headers['content-type'], 'application/json; charset=utf-8')
  t.equal(headers['content-length'], String(Buffer.byteLength(expected) + 52), 'with the id')
  t.type(requestId, 'string', 'has the id of its request')
  t.equal(headers['transfer-encoding'], undefined)
  t.equal(headers['x-content-type-options'], 'nosniff', 'has the headers of other plugins too')
}

function checkLog (t: Test, entry: CatalogEntry, { headers, body, requestId }: Answer, log: ReturnType<Service['takeLog']>, cause?: RegExp): void {
  const breaches = log.filter(line => line.msg.startsWith('API_ERROR_'))
  t.same(breaches, [], 'no route raises what it does not declare')
  if (entry.status >= 500) t.ok(log.some(line => line.level === 50 && line.apiError?.name === entry.name), 'is logged at the level error')
  else t.notOk(log.some(line => line.level >= 40), 'nobody is woken up')
  t.ok(log.some(line => line.reqId === requestId), 'the log has its id')
  if (cause === undefined) return
  const caught = log.filter(line => line.apiError?.name === entry.name).map(({ err }) => `${err?.message}\n${err?.stack}`).join('\n')
  t.match(caught, cause, 'the log has the cause')
  t.notMatch(JSON.stringify(headers) + body, cause, 'the wire has not')
}

t.test('the service answers every error of the catalogue for its real reason', async t => {
  const keyFile = join(t.testdir({}), 'jwt-key.pem')
  await writeFile(keyFile, newSigningKey())
  const service = await startService({ JWT_KEY_FILE: keyFile })
  t.teardown(service.close)
  const { email } = JSON.parse((await signUp(service)).body) as { email: string }

  for (const entry of defaultCatalog.entries) {
    await t.test(`${entry.code} ${entry.name}`, async t => {
      const way = ways[entry.name as keyof typeof ways] // the table has all names, by its type
      // Logged in again each time: one of the errors is that the key has changed.
      const world: World = { service, keyFile, admin: await service.logIn(), member: await service.logIn(email, PASSWORD) }
      service.takeLog()
      const answer = await way.provoke(world)
      checkAnswer(t, entry, answer, way.details)
      checkLog(t, entry, answer, service.takeLog(), way.cause)
    })
  }

  await t.test('none of these broke the service', async t => {
    t.equal((await service.send('GET', '/health')).status, 200)
    t.equal((await service.send('GET', '/users/me', { token: await service.logIn() })).status, 200)
  })

  await t.test('every route answers database_error when the database has stopped', async t => {
    const token = await service.logIn()
    await service.database.close()
    const id = randomUUID()
    const entry = defaultCatalog.get('database_error')
    if (entry === undefined) throw new Error('the catalogue has no database_error')
    const requests: ReadonlyArray<readonly [string, string, object?]> = [
      ['GET', '/health'], ['POST', '/auth/login', { email: 'a@example.com', password: 'a' }], ['POST', '/users', newUser()], ['GET', '/users/me'],
      ['GET', '/users'], ['GET', '/applications'], ['GET', `/applications/${id}/deployment`], ['GET', '/providers']
    ]
    for (const [method, path, json] of requests) {
      service.takeLog()
      const answer = await service.send(method, path, { token, ...json && { json } })
      checkAnswer(t, entry, answer)
      checkLog(t, entry, answer, service.takeLog(), /PGlite is closed/)
    }
  })
})
