import { join } from 'node:path'
import { test } from 'tap'
import type typescript from 'typescript'

const FILE = join(import.meta.dirname, 'types.test.ts')
const ROOT = join(import.meta.dirname, '..', '..')

/** Tests that a compiler has nothing to say about the types of the client as types.test.ts uses them. */
export function testClientTypes (ts: typeof typescript): void {
  test(`the types of the client narrow, and refuse what they should, under TypeScript ${ts.version}`, async t => {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile) as { config: unknown }
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT)
    const program = ts.createProgram([FILE], options)
    const problems = [...program.getSemanticDiagnostics(program.getSourceFile(FILE)), ...program.getGlobalDiagnostics()]
    t.same(problems.map(problem => `${(problem.file?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? -1) + 1}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`), [])
  })
}
