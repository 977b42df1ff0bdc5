import t from 'tap'
import { rows } from './paths/leftovers.js'
import { testTable } from './table.js'

testTable(t, 'leftovers, streams and raw responses', rows)
