import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { MUTATORS } from './mutators.js'

/**
 * @typedef {object} Mutant A source file with one point changed.
 * @property {string} file `src/values/read.ts`
 * @property {string} mutator
 * @property {number} line
 * @property {string} from The text of what was changed.
 * @property {string} to
 * @property {string} context The line, as it is in the source: with the three above it says which mutant this is, wherever the line goes.
 * @property {string} text The whole file.
 */

/** All mutants of a file. */
export function mutantsOf (root, file) {
  const text = readFileSync(join(root, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const mutants = []
  visit(source)
  return mutants

  function visit (node) {
    if (isFixed(node)) return
    for (const [mutator, mutate] of Object.entries(MUTATORS)) {
      for (const [changed, to] of mutate(node)) mutants.push(mutantAt(changed, mutator, to))
    }
    ts.forEachChild(node, visit)
  }

  function mutantAt (node, mutator, to) {
    const [start, end] = [node.getStart(), node.getEnd()]
    const { line } = source.getLineAndCharacterOfPosition(start)
    const context = text.split('\n', line + 1).at(-1).trim()
    return { file, mutator, line: line + 1, from: text.slice(start, end), to, context, text: text.slice(0, start) + to + text.slice(end) }
  }
}

/** Types, imports, and names of members: what does not run, or is a name. */
function isFixed (node) {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return !ts.isExpressionWithTypeArguments(node)
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isModuleDeclaration(node)) return true
  return ts.isStringLiteral(node) && (ts.isPropertyAssignment(node.parent) || ts.isEnumMember(node.parent)) && node.parent.name === node
}

/** Says which mutant it is, as long as its line stays as it is. */
export const keyOf = ({ file, mutator, from, to, context }) => JSON.stringify([file, mutator, from.slice(0, 200), to.slice(0, 200), context])

/** Some of them, chosen by a seed. A change of one line leaves the choice among the others nearly as it was. */
export function sampleOf (mutants, seed, size) {
  const rank = mutant => createHash('sha256').update(`${seed} ${keyOf(mutant)}`).digest('hex')
  return mutants.map(mutant => [rank(mutant), mutant]).sort(([a], [b]) => a < b ? -1 : 1).slice(0, size).map(([, mutant]) => mutant)
}
