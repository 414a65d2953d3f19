// Finds text that people read and that does not go through `t`: prose anywhere, and single words where they reach the screen.

/** @typedef {import('@typescript/typescript6').Node} Node */

/** Two words in a row are prose, unless they are classes, paths, selectors or the like. */
const prose = /\p{L}{2,}[,;:]? \p{Ll}{2,}/u;
const word = /\p{Ll}{2,}/u;
/** Elements, icons, colours, media queries. */
const markup = /^\s*(<|\$\(|#|\(prefers)/;

/** Properties that hold what is read, and those that never do. */
const readProperties =
  /^(title|label|aria-label|aria-valuetext|placeHolder|placeholder|help|note|words|headline|why|tooltip|text|description|detail|hint|message|prompt|caption|altText|hoverMessage|accessibilityLabel)$/;
const codeProperties = /^(class|className|d|viewBox|transform|style|font|id|command|stroke-dasharray|when)$/;

/** Which arguments of a call are read, by the function's name. @type {Readonly<Record<string, (index: number) => boolean>>} */
const readArguments = {
  h: (index) => index >= 2,
  s: (index) => index >= 2,
  setText: (index) => index === 1,
  iconButton: (index) => index === 1,
  button: (index) => index === 0,
  checkbox: (index) => index < 2,
  dropdown: (index) => index === 0,
  openMenu: (index) => index === 1,
  fillTable: (index) => index > 0,
  plain: () => true,
  warning: () => true,
  say: () => true,
  note: (index) => index === 0,
  appendMarkdown: () => true,
  showErrorMessage: () => true,
  showWarningMessage: () => true,
  showInformationMessage: () => true,
  setStatusBarMessage: (index) => index === 0,
  CodeAction: (index) => index === 0,
};

/** What is the same in every language, and what only looks like words. */
const names = new Set([
  ...['Saddlescope', 'det H', 'vₜ = βvₜ₋₁ + (1 − β)xₜ', 'export function loss(x: number, y: number): number { … }'],
  ...['at bend', 'num bend', 'num coordinate', 'arm negative', 'tbody tr'], // classes and selectors
  ...['user gradient', 'finite differences'], // kinds of checks
  'Gradient descent', // the name of an optimizer, by which settings know it
]);
/** Modules of other languages, and the page's own head. */
export const otherLanguages = ['webview/panels/surface/ground/shaders.ts', 'src/host/panels/html.ts'];

/**
 * @param {string} text of a module
 * @returns {Promise<{ text: string, line: number }[]>}
 */
export async function untranslatedIn(text) {
  const { default: ts } = await import('@typescript/typescript6');
  const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  /** @type {{ text: string, line: number }[]} */
  const found = [];

  /** @param {Node} node @returns {readonly Node[]} */
  const argumentsOf = (node) => (ts.isCallExpression(node) || ts.isNewExpression(node) ? (node.arguments ?? []) : []);

  /** The name of what is called. @param {Node} node */
  const nameOf = (node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
    const { expression } = node;
    return ts.isIdentifier(expression) ? expression.text : ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  };

  /**
   * How a text in this place is used: said by `t`, code, an argument of which nothing is known, or read by people; undefined: the
   * place says nothing.
   * @param {Node} node @param {Node} parent
   * @returns {'said' | 'code' | 'argument' | 'read' | undefined}
   */
  const use = (node, parent) => {
    if (ts.isAsExpression(parent) && parent.type.getText(file) === 'const') return 'code';
    if (ts.isTypeNode(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return 'code';
    if (ts.isCaseClause(parent) || ts.isElementAccessExpression(parent) || ts.isThrowStatement(parent)) return 'code';
    if (ts.isBinaryExpression(parent) && /^[!=]==$/.test(parent.operatorToken.getText(file))) return 'code';
    if (ts.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const target = ts.isPropertyAccessExpression(parent.left) ? parent.left.name.text : '';
      if (codeProperties.test(target)) return 'code';
      if (target === 'textContent' || readProperties.test(target)) return 'read';
    }
    if (ts.isPropertyAssignment(parent)) {
      const key = parent.name.getText(file).replace(/^['"]|['"]$/g, '');
      if (parent.name === node || codeProperties.test(key)) return 'code';
      return readProperties.test(key) ? 'read' : undefined;
    }
    const called = nameOf(parent);
    if (called === 'Error' && ts.isNewExpression(parent)) return 'code';
    if (called === undefined) return undefined;
    const index = argumentsOf(parent).indexOf(node);
    if (called === 't') return index === 0 ? 'said' : undefined;
    if (index >= 0 && Object.hasOwn(readArguments, called) && readArguments[called](index)) return 'read';
    if (/^[hs]$/.test(called)) return 'code';
    // What another function makes of a text is not the text.
    return index >= 0 ? 'argument' : undefined;
  };

  /** @param {Node} node */
  const check = (node) => {
    const value = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map((part) => part.text).join('\u0001')
        : undefined;
    if (value === undefined || names.has(value) || markup.test(value) || !word.test(value)) return;
    let reads = false;
    for (let [inner, outer] = [node, node.parent]; outer; [inner, outer] = [outer, outer.parent]) {
      const used = use(inner, outer);
      if (used === 'said' || used === 'code') return;
      reads = used === 'read';
      if (reads || used === 'argument' || ts.isStatement(outer) || ts.isFunctionLike(outer)) break;
    }
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    if (reads || prose.test(value)) found.push({ text: value.replaceAll('\u0001', '…'), line: line + 1 });
  };

  /** @param {Node} node */
  const visit = (node) => {
    check(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
