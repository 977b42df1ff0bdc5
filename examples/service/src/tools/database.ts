import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

// `npm run database`: a PostgreSQL server for development, in memory, where none is installed.

const database = await PGlite.create('memory://')
const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: Number(process.env['DATABASE_PORT'] || 5432), maxConnections: 20 })
await server.start()
console.log(`export DATABASE_URL=postgres://postgres:postgres@${server.getServerConn()}/postgres`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.stop().then(() => database.close())
  })
}
