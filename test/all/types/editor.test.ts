import t from 'tap'
import ts from 'typescript' // 5.9 in this folder
import { testEditor } from '../../types/editor.js'

t.setTimeout(600_000)

testEditor(ts as unknown as Parameters<typeof testEditor>[0])
