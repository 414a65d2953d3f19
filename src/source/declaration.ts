import type ts from '@typescript/typescript6';
import type { SourceRange } from '../engine/objective';
import { rangeOf } from './discover/parameters';
import { FileScope } from './discover/scope';

/** The name in the declaration of a top-level function or constant of this file. */
export function declarationOf(name: string, sourceFile: ts.SourceFile): SourceRange | undefined {
  const scope = new FileScope(sourceFile, undefined);
  const declared = scope.function(name)?.name ?? scope.value(name)?.name;
  return declared && rangeOf(declared, sourceFile);
}
