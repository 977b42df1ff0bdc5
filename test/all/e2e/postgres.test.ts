import { randomBytes } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import pg from 'pg'
import t from 'tap'
import { readConfig } from '../../../examples/service/src/config.js'
import { openDatabase } from '../../../examples/service/src/database/database.js'
import { DEMO, startService } from '../../e2e/helpers.js'

/** A PostgreSQL that is reached through its wire protocol. */
async function startPostgres (): Promise<{ url: string, stop (): Promise<void> }> {
  const database = await PGlite.create()
  const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0, maxConnections: 10 })
  await server.start()
  return {
    url: `postgres://postgres:a-secret@${server.getServerConn()}/postgres`,
    async stop () {
      await server.stop()
      if (!database.closed) await database.close()
    }
  }
}

t.test('the service runs on a PostgreSQL server, named by DATABASE_URL', async t => {
  const postgres = await startPostgres()
  const service = await startService({ DATABASE_URL: postgres.url, ENCRYPTION_KEY: randomBytes(32).toString('base64') })
  t.teardown(async () => {
    await service.close()
    await postgres.stop()
  })
  const token = await service.logIn()

  await t.test('successes', async t => {
    const created = await service.send('POST', '/applications', { token, json: { name: 'shop' } })
    t.equal(created.status, 201)
    const { id, created_at: at } = JSON.parse(created.body) as { id: string, created_at: string }
    t.equal(new Date(at).toISOString(), at)
    t.equal((await service.send('POST', `/applications/${id}/components`, { token, json: { name: 'web', image: 'web:1' } })).status, 201)
    const [row] = await service.database.query<{ server: string }>('SELECT version() AS server')
    t.match(row?.server, /^PostgreSQL/)
  })

  await t.test('what the database knows to be wrong', async t => {
    const { body } = await service.send('GET', '/applications', { token })
    const [{ id } = { id: '' }] = JSON.parse(body) as Array<{ id: string }>
    const path = `/applications/${id}`
    const user = { email: DEMO.email, name: 'Demo', password: 'correct-horse-1', password_confirmation: 'correct-horse-1' }
    const answers: ReadonlyArray<readonly [string, Promise<{ body: string }>]> = [
      ['{"code":"4003","error":"application_already_exists"}', service.send('POST', '/applications', { token, json: { name: 'shop' } })],
      ['{"code":"2003","error":"object_already_exists"}', service.send('POST', `${path}/components`, { token, json: { name: 'web', image: 'web:2' } })],
      ['{"code":"2003","error":"email_already_exists"}', service.send('POST', '/users', { json: user })],
      ['{"code":"4002","error":"component_not_found"}', service.send('GET', `${path}/components/worker`, { token })],
      ['{"code":"4004","error":"application_not_deployed"}', service.send('GET', `${path}/deployment`, { token })]
    ]
    for (const [expected, answer] of answers) t.equal((await answer).body, expected)
  })

  await t.test('a secret that another client of the database changed is crypto_error', async t => {
    await service.send('PUT', '/providers/webhook/account', { token, json: { endpoint: 'http://127.0.0.1:1', token: 'a-provider-token' } })
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query("UPDATE provider_accounts SET sealed_token = 'v1.tampered'")
    await client.end()
    const [{ id } = { id: '' }] = JSON.parse((await service.send('GET', '/applications', { token })).body) as Array<{ id: string }>
    t.equal((await service.send('POST', `/applications/${id}/deployments`, { token, json: { provider: 'webhook' } })).body, '{"code":"1003","error":"crypto_error"}')
  })

  await t.test('a server that stops is database_error, and where it was is for the log only', async t => {
    await postgres.stop()
    service.takeLog()
    for (let i = 0; i < 2; i++) {
      const answer = await service.send('GET', '/applications', { token })
      t.match(answer, { status: 500, body: '{"code":"3002","error":"database_error"}', headers: { 'content-length': '92' } })
    }
    const log = JSON.stringify(service.takeLog())
    t.match(log, /ECONNREFUSED|Connection terminated/)
    t.notMatch(log, 'a-secret')
  })
})

t.test('a database that cannot be reached stops the start', async t => {
  const url = 'postgres://postgres@127.0.0.1:1/postgres'
  const { database } = readConfig({ DATABASE_URL: url, ENCRYPTION_KEY: randomBytes(32).toString('base64') })
  await t.rejects(openDatabase(database), { code: 'ECONNREFUSED' })
})

t.test('data in a folder is there at the next start', async t => {
  const env = { DATA_DIR: t.testdir({}), ENCRYPTION_KEY: randomBytes(32).toString('base64') }
  const { database: location } = readConfig(env)
  const first = await openDatabase(location)
  await first.query("INSERT INTO users (email, name, auth_system) VALUES ('a@example.com', 'A', 'ldap')")
  await first.close()
  const second = await openDatabase(location)
  t.same(await second.query('SELECT email FROM users'), [{ email: 'a@example.com' }])
  await second.close()
})
