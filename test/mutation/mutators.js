import ts from 'typescript'

// What is changed at one point of the source. Each mutator takes a node and says what to write in its place.

const K = ts.SyntaxKind
const OPERATORS = new Map([
  [K.EqualsEqualsEqualsToken, '!=='], [K.ExclamationEqualsEqualsToken, '==='],
  [K.LessThanToken, '<='], [K.LessThanEqualsToken, '<'], [K.GreaterThanToken, '>='], [K.GreaterThanEqualsToken, '>'],
  [K.AmpersandAmpersandToken, '||'], [K.BarBarToken, '&&'], [K.QuestionQuestionToken, '&&'],
  [K.PlusToken, '-'], [K.MinusToken, '+'], [K.AsteriskToken, '/'], [K.SlashToken, '*'], [K.PercentToken, '*']
])
const METHODS = new Map([
  ['startsWith', 'endsWith'], ['endsWith', 'startsWith'], ['some', 'every'], ['every', 'some'],
  ['toLowerCase', 'toUpperCase'], ['toUpperCase', 'toLowerCase'], ['min', 'max'], ['max', 'min']
])
const DROPPED_METHODS = new Set(['filter', 'sort', 'toSorted', 'trim', 'trimEnd', 'slice', 'reverse'])

/** A text of something in the source. */
const textOf = node => node.getText()

/** Each returns pairs of a node, or a part of it, and the text that takes its place. */
export const MUTATORS = {
  condition (node) {
    const test = ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined
    return test === undefined ? [] : ['true', 'false'].filter(text => text !== textOf(test)).map(text => [test, text])
  },
  operator (node) {
    if (!ts.isBinaryExpression(node)) return []
    const other = OPERATORS.get(node.operatorToken.kind)
    if (other === undefined || (other === '-' && [node.left, node.right].some(isText))) return []
    // `??` may not stand beside `&&` without parentheses
    return [[node, `((${textOf(node.left)}) ${other} (${textOf(node.right)}))`]]
  },
  boolean: node => node.kind === K.TrueKeyword ? [[node, 'false']] : node.kind === K.FalseKeyword ? [[node, 'true']] : [],
  not: node => ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken ? [[node, textOf(node.operand)]] : [],
  step: node => (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && node.operator === K.PlusPlusToken ? [[node, textOf(node).replace('++', '--')]] : [],
  text (node) {
    if (ts.isTemplateExpression(node)) return [[node, "''"]]
    if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return []
    return [[node, node.text === '' ? "'mutated'" : "''"]]
  },
  number: node => ts.isNumericLiteral(node) ? [[node, String(Number(node.text.replaceAll('_', '')) + 1)]] : [],
  regex: node => ts.isRegularExpressionLiteral(node) ? regexes(textOf(node)).map(text => [node, text]) : [],
  array: node => ts.isArrayLiteralExpression(node) && node.elements.length > 0 ? [[node, '[]']] : [],
  object: node => ts.isObjectLiteralExpression(node) && node.properties.length > 0 ? [[node, '({})']] : [],
  block: node => ts.isBlock(node) && node.statements.length > 0 && !isConstructorWithSuper(node) ? [[node, '{}']] : [],
  call: node => ts.isExpressionStatement(node) && isCall(node.expression) ? [[node, ';']] : [],
  assignment: node => ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression) && node.expression.operatorToken.kind === K.EqualsToken && !textOf(node).startsWith('this.') ? [[node, ';']] : [],
  method (node) {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
    const { name, expression } = node.expression
    const other = METHODS.get(name.text)
    if (other !== undefined) return [[name, other]]
    return DROPPED_METHODS.has(name.text) ? [[node, textOf(expression)]] : []
  },
  chain: node => (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) && node.questionDotToken !== undefined
    ? [[node.questionDotToken, ts.isPropertyAccessExpression(node) ? '.' : '']]
    : [],
  arrow: node => ts.isArrowFunction(node) && !ts.isBlock(node.body) ? [[node.body, 'undefined']] : []
}

const isCall = node => ts.isCallExpression(ts.isAwaitExpression(node) || ts.isVoidExpression(node) ? node.expression : node) && !textOf(node).startsWith('super(')
const isText = node => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && [node.left, node.right].some(isText))
const isConstructorWithSuper = node => ts.isConstructorDeclaration(node.parent) && textOf(node).includes('super(')

function regexes (text) {
  const changes = [[/^\/\^/, '/'], [/\$\/(?=[a-z]*$)/, '/'], [/\\d/, '\\D'], [/\\w/, '\\W'], [/\\s/, '\\S'], [/(?<![\\(])\+/, ''], [/(?<![\\(])\*/, ''], [/\/[a-z]*i[a-z]*$/, flags => flags.replace('i', '')]]
  return [...new Set(changes.map(([part, other]) => text.replace(part, other)))].filter(other => other !== text && isRegex(other))
}

function isRegex (text) {
  const end = text.lastIndexOf('/')
  try {
    return RegExp(text.slice(1, end), text.slice(end + 1)) instanceof RegExp && end > 1
  } catch {
    return false
  }
}
