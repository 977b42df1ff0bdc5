import t from 'tap'
import { rows } from './paths/untouched.js'
import { testUntouched } from './table.js'

testUntouched(t, 'successes', rows)
