import t from 'tap'
import { rows } from './paths/thrown.js'
import { testTable } from './table.js'

testTable(t, 'thrown values', rows)
