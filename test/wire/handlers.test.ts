import t from 'tap'
import { rows } from './paths/handlers.js'
import { testTable } from './table.js'

testTable(t, 'handlers, hooks and serialisers', rows)
