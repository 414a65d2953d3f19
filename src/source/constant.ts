/** Numbers that a module calls by name at its top level, such as `const width = 20;`. */

const digits = String.raw`[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const declarationOf = (name: string): string =>
  String.raw`^((?:export\s+)?(?:const|let|var)\s+(${name})\s*(?::\s*number\s*)?=\s*)(${digits})(?=\s*(?:;|//|/\*|$))`;
const identifier = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;

export interface Constant {
  readonly name: string;
  readonly value: number;
}

/** In the order in which they are declared. */
export function constantsIn(text: string): readonly Constant[] {
  return [...text.matchAll(new RegExp(declarationOf(identifier), 'gmu'))].map(([, , name, value]) => ({
    name,
    value: Number(value.replaceAll('_', '')),
  }));
}

/** The text with another value for the constant; undefined when it declares no such number. */
export function withConstant(text: string, { name, value }: Constant): string | undefined {
  if (!new RegExp(`^${identifier}$`, 'u').test(name)) return undefined;
  const declaration = new RegExp(declarationOf(name.replaceAll('$', String.raw`\$`)), 'mu');
  return declaration.test(text) ? text.replace(declaration, (_, before: string) => `${before}${value}`) : undefined;
}
