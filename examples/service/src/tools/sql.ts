import pg from 'pg'

// `npm run sql -- "SELECT …"`: runs one statement on the database of DATABASE_URL and prints the rows.

const [statement] = process.argv.slice(2)
if (statement === undefined || process.env['DATABASE_URL'] === undefined) {
  console.error('usage: DATABASE_URL=postgres://… npm run sql -- "SELECT 1"')
  process.exit(1)
}
const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
try {
  await client.connect()
  const { command, rowCount, rows } = await client.query<Record<string, unknown>>(statement)
  if (rows.length > 0) console.table(rows)
  console.log(`${command} ${rowCount ?? ''}`.trim())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await client.end()
}
