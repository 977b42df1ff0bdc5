import ts from 'typescript' // 5.9 in this folder
import { testClientTypes } from '../../client/compile-types.js'

testClientTypes(ts as unknown as Parameters<typeof testClientTypes>[0])
