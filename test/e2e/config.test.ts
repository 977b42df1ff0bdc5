import t from 'tap'
import { ConfigError, readConfig } from '../../examples/service/src/config.js'

t.test('the service needs no environment', async t => {
  const config = readConfig({})
  t.match(config, { host: '127.0.0.1', port: 3000, logLevel: 'info', database: { kind: 'memory' }, demoPassword: 'demo-password-1' })
  t.equal(config.encryptionKey.length, 32)
  t.notSame(config.encryptionKey, readConfig({}).encryptionKey, 'a key of its own')
})

t.test('an empty variable is one that is not set', async t => {
  t.match(readConfig({ PORT: '', DATABASE_URL: '', DATA_DIR: '', JWT_KEY_FILE: '' }), { port: 3000, database: { kind: 'memory' } })
})

t.test('a database that outlives the process has no demo user of a known password', async t => {
  const ENCRYPTION_KEY = Buffer.alloc(32).toString('base64')
  t.equal(readConfig({ DATA_DIR: 'data', ENCRYPTION_KEY }).demoPassword, undefined)
  t.equal(readConfig({ DATA_DIR: 'data', ENCRYPTION_KEY, DEMO_PASSWORD: 'long-enough-1' }).demoPassword, 'long-enough-1')
})

t.test('all that is wrong is said at once', async t => {
  const env = {
    PORT: '70000',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://root:a-secret@localhost/db',
    DATA_DIR: 'data',
    JWT_KEY_FILE: 'no/such/key.pem',
    ENCRYPTION_KEY: 'c2hvcnQ=',
    DEMO_PASSWORD: 'short',
    CORS_ORIGINS: 'https://app.example.com/, https://ok.example.com',
    RATE_LIMIT: 'many',
    TRUST_PROXY: 'yes'
  }
  let problems: readonly string[] = []
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) problems = error.problems
  }
  t.equal(problems.length, Object.keys(env).length)
  for (const name of Object.keys(env)) t.ok(problems.some(problem => problem.includes(name)), name)
  t.notMatch(problems.join('\n'), /a-secret|c2hvcnQ|short/, 'no secret is repeated')
})
