import ts from '@typescript/typescript6';
import { candidatesIn } from '../discover/functions';
import type { Transformer } from './emit';

/**
 * Appends `__defaults({ "loss": () => [1, undefined] })`: the default values of the parameters of each function that may be a
 * loss, to be evaluated where they were written. One that refers to other parameters throws when it is asked for.
 */
export const defaultsTransformer: Transformer = ({ factory }) => {
  return (source) => {
    const withDefaults = candidatesIn(source).filter(({ node }) => node.parameters.some(({ initializer }) => initializer));
    if (withDefaults.length === 0) return source;
    const thunks = withDefaults.map(({ name, node }) => {
      const values = node.parameters.map(({ initializer }) => initializer ?? factory.createIdentifier('undefined'));
      const arrow = factory.createToken(ts.SyntaxKind.EqualsGreaterThanToken);
      const thunk = factory.createArrowFunction(undefined, undefined, [], undefined, arrow, factory.createArrayLiteralExpression(values));
      return factory.createPropertyAssignment(factory.createStringLiteral(name), thunk);
    });
    const call = factory.createCallExpression(factory.createIdentifier('__defaults'), undefined, [
      factory.createObjectLiteralExpression(thunks),
    ]);
    return factory.updateSourceFile(source, [...source.statements, factory.createExpressionStatement(call)]);
  };
};
