import { test } from 'tap'
import { sql } from '../../../src/classify/families/sql.js'
import { unprovoked } from './provoked.js'

const examples = [
  { sqlState: '42S02' },
  { odbcErrors: [] },
  { number: 2627, serverName: 'db', lineNumber: 1 },
  { code: 'ORA-00942' },
  { code: 'DUCKDB_NODEJS_ERROR' },
  { gdscode: 335544665 },
  { name: 'ClickHouseError', type: 'SYNTAX_ERROR' }
]

test('every signature is that of an error, recorded or here', t => {
  t.same(unprovoked(sql, examples), [])
  t.end()
})
