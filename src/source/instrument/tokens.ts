import ts from '@typescript/typescript6';

const K = ts.SyntaxKind;

/** Runtime functions that take two operands and a site. */
export const ARITHMETIC: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.PlusToken, 'add'],
  [K.MinusToken, 'sub'],
  [K.AsteriskToken, 'mul'],
  [K.SlashToken, 'div'],
  [K.PercentToken, 'mod'],
  [K.AsteriskAsteriskToken, 'pow'],
]);

export const BITWISE: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.BarToken, 'bitOr'],
  [K.AmpersandToken, 'bitAnd'],
  [K.CaretToken, 'bitXor'],
  [K.LessThanLessThanToken, 'shiftLeft'],
  [K.GreaterThanGreaterThanToken, 'shiftRight'],
  [K.GreaterThanGreaterThanGreaterThanToken, 'shiftRightUnsigned'],
]);

export const COMPARISON: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.LessThanToken, 'lt'],
  [K.GreaterThanToken, 'gt'],
  [K.LessThanEqualsToken, 'le'],
  [K.GreaterThanEqualsToken, 'ge'],
  [K.EqualsEqualsEqualsToken, 'identical'],
  [K.ExclamationEqualsEqualsToken, 'distinct'],
  [K.EqualsEqualsToken, 'equal'],
  [K.ExclamationEqualsToken, 'unequal'],
]);

export const PREFIX: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [K.MinusToken, 'neg'],
  [K.PlusToken, 'plus'],
  [K.ExclamationToken, 'not'],
  [K.TildeToken, 'bitNot'],
]);

/** The operator inside each compound assignment operator. */
export const COMPOUND: ReadonlyMap<ts.SyntaxKind, ts.SyntaxKind> = new Map([
  [K.PlusEqualsToken, K.PlusToken],
  [K.MinusEqualsToken, K.MinusToken],
  [K.AsteriskEqualsToken, K.AsteriskToken],
  [K.SlashEqualsToken, K.SlashToken],
  [K.PercentEqualsToken, K.PercentToken],
  [K.AsteriskAsteriskEqualsToken, K.AsteriskAsteriskToken],
  [K.BarEqualsToken, K.BarToken],
  [K.AmpersandEqualsToken, K.AmpersandToken],
  [K.CaretEqualsToken, K.CaretToken],
  [K.LessThanLessThanEqualsToken, K.LessThanLessThanToken],
  [K.GreaterThanGreaterThanEqualsToken, K.GreaterThanGreaterThanToken],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, K.GreaterThanGreaterThanGreaterThanToken],
]);
