const ts = require('typescript');

/** One small change of a source: where, and what stands there instead. */
/** @typedef {{ start: number, end: number, text: string, line: number, what: string }} Mutant */

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
  '+=': '-=',
  '-=': '+=',
};
const METHODS = { some: 'every', every: 'some', min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' };

/**
 * Every change of these kinds: a comparison, a connective or a sum turned round; a condition that always or never holds; a
 * boolean, a number or a text that is another; a list method that asks the opposite; a statement or a block left out.
 * @returns {Mutant[]}
 */
exports.mutantsOf = (source, file) => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node, text, what) => {
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ start, end: node.getEnd(), text, line, what });
  };
  const visit = (node) => {
    // Types are no behaviour, and what a message says to a human is another test's.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const sign = node.operatorToken.getText(tree);
      if (SWAPS[sign]) add(node.operatorToken, SWAPS[sign], `${sign} becomes ${SWAPS[sign]}`);
    }
    if (ts.isConditionalExpression(node) || ts.isIfStatement(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      add(condition, 'true', 'always');
      add(condition, 'false', 'never');
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node, `(${node.operand.getText(tree)})`, 'not left out');
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false', 'true becomes false');
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true', 'false becomes true');
    if (ts.isNumericLiteral(node)) add(node, `(${node.text} + 1)`, `${node.text} becomes one more`);
    if (ts.isPropertyAccessExpression(node) && METHODS[node.name.text])
      add(node.name, METHODS[node.name.text], `${node.name.text} becomes ${METHODS[node.name.text]}`);
    if (ts.isExpressionStatement(node)) add(node, ';', 'statement left out');
    if (ts.isReturnStatement(node) && node.expression && ts.isCallExpression(node.expression))
      add(node.expression, 'undefined as never', 'gives back nothing');
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** The source with one of them in it. */
exports.mutated = (source, { start, end, text }) => source.slice(0, start) + text + source.slice(end);
