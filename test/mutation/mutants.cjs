const ts = require('typescript');

/** One small change of a source: where, what stands there instead, and the line of code that comes of it. */
/** @typedef {{ start: number, end: number, text: string, line: number, code: string, what: string }} Mutant */

const SWAPS = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '??': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '+=': '-=',
  '-=': '+=',
};
const METHODS = {
  some: 'every',
  every: 'some',
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
};
const STEPS = new Set(['filter', 'sort', 'slice', 'reverse']);

/**
 * Every change of these kinds: a comparison, a connective or a sum turned round; a condition that always or never holds; a
 * boolean, a number or a code that is another; a list or a record that is empty; a list method that asks the opposite, a
 * step of a chain of them, a statement or what is given back left out. Types are no behaviour, and what a refusal says to a
 * human is another test's.
 * @returns {Mutant[]}
 */
exports.mutantsOf = (source, file) => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node, text, what) => {
    const start = node.getStart(tree);
    const { line } = tree.getLineAndCharacterOfPosition(start);
    const code = withChange(source, { start, end: node.getEnd(), text }).split('\n')[line].trim();
    found.push({ start, end: node.getEnd(), text, line: line + 1, code, what });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node) || ts.isThrowStatement(node)) return;
    // A type is made of it: the compiler notices.
    if (ts.isAsExpression(node) && node.type.getText(tree) === 'const') return;
    if (ts.isPropertyAssignment(node)) {
      if (node.name.getText(tree) !== 'because') visit(node.initializer);
      return;
    }
    for (const [text, what] of changesOf(node, tree)) add(node, text, what);
    if (ts.isBinaryExpression(node)) {
      const sign = node.operatorToken.getText(tree);
      if (SWAPS[sign]) add(node.operatorToken, SWAPS[sign], `${sign} becomes ${SWAPS[sign]}`);
    }
    if (ts.isPropertyAccessExpression(node) && METHODS[node.name.text])
      add(node.name, METHODS[node.name.text], `${node.name.text} becomes ${METHODS[node.name.text]}`);
    if (ts.isConditionalExpression(node) || ts.isIfStatement(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      add(condition, 'true', 'always');
      add(condition, 'false', 'never');
    }
    if (ts.isReturnStatement(node) && node.expression && ts.isCallExpression(node.expression))
      add(node.expression, 'undefined as never', 'gives back nothing');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** What may stand in place of a node as a whole. @returns {[string, string][]} text and what it is called */
function changesOf(node, tree) {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [[`(${node.operand.getText(tree)})`, 'not left out']];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['false', 'true becomes false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['true', 'false becomes true']];
  if (ts.isNumericLiteral(node)) return [[`(${node.text} + 1)`, `${node.text} becomes one more`]];
  if (ts.isStringLiteral(node)) return [["'?'", `'${node.text}' becomes another`]];
  if (ts.isTemplateExpression(node)) return [["''", 'text becomes empty']];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) return [['[]', 'list becomes empty']];
  // One half of a condition is empty where the condition never holds; that is counted there.
  if (ts.isObjectLiteralExpression(node) && node.properties.length > 0 && !isHalf(node))
    return [['({}) as never', 'record becomes empty']];
  if (ts.isExpressionStatement(node) || ts.isContinueStatement(node)) return [[';', 'statement left out']];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    if (STEPS.has(name.text)) return [[expression.getText(tree), `${name.text} left out`]];
  }
  return [];

  function isHalf() {
    const around = ts.isParenthesizedExpression(parent) ? parent.parent : parent;
    return ts.isConditionalExpression(around) || ts.isBinaryExpression(around);
  }
}

/** The source with one of them in it, in which no loop goes round for ever. */
exports.mutated = (source, mutant, file) => bounded(withChange(source, mutant), file);

function withChange(source, { start, end, text }) {
  return source.slice(0, start) + text + source.slice(end);
}

const TURNS = 100_000;

function bounded(source, file) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const inserts = [];
  const visit = (node) => {
    if (ts.isForStatement(node) || ts.isWhileStatement(node)) {
      const turns = `turns${node.pos}`;
      inserts.push([node.getStart(tree), `{ let ${turns} = 0; `]);
      inserts.push([
        node.statement.getStart(tree),
        `{ if (++${turns} > ${TURNS}) throw new Error('goes round for ever'); `,
      ]);
      inserts.push([node.getEnd(), '}}']);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return inserts
    .sort(([a], [b]) => b - a)
    .reduce((text, [at, more]) => text.slice(0, at) + more + text.slice(at), source);
}
