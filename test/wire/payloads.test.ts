import t from 'tap'
import { rows } from './paths/payloads.js'
import { testTable } from './table.js'

testTable(t, 'payloads', rows)
