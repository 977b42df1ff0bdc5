import t from 'tap'
import { rows } from './paths/transport.js'
import { testTable } from './table.js'

testTable(t, 'transport', rows)
