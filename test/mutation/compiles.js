import { join } from 'node:path'
import ts from 'typescript'

/** Returns a function that says whether the compiler takes a mutant: one that it refuses never gets as far as a test. */
export function compiler (root) {
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const parsed = new Map()
  let replaced
  const parse = host.getSourceFile.bind(host)
  host.getSourceFile = (name, ...rest) => {
    if (name === replaced?.path) return ts.createSourceFile(name, replaced.text, options.target, true)
    if (!parsed.has(name)) parsed.set(name, parse(name, ...rest))
    return parsed.get(name)
  }
  let last
  return mutant => {
    replaced = { path: join(root, mutant.file), text: mutant.text }
    const program = ts.createProgram(fileNames, options, host, last)
    last = program
    return program.getSemanticDiagnostics().length === 0
  }
}
