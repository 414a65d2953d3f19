/** The code that standardises: the same scales for all data, from the training data alone. */
import type { Feature, Features } from './features';

export interface Wanted {
  readonly features: Features;
  /** Of the data, as the loss writes it. */
  readonly type: string;
  /** What gives the training data. */
  readonly training: string;
  /** Names of what is written: of functions, and of what must not hide `training`. */
  readonly names: {
    readonly standardised: string;
    readonly scaleOf: string;
    readonly scaled: string;
    readonly scaledRows: string;
    readonly data: string;
    readonly train: string;
  };
  /** Functions that give standardised data, and what they give it of. */
  readonly sets: readonly { readonly name: string; readonly of: string }[];
}

type Named = Wanted['names'];

/** Indented by tabs, with semicolons; in the file's own style after `inStyle`. */
export function standardisingCode(wanted: Wanted): string {
  const { names, features, sets, type } = wanted;
  const rows = features.layout === 'rows' || features.features.some(({ holds }) => holds === rowsOf(features.layout));
  return [
    writeScaleOf(names),
    writeScaled(names),
    ...(rows ? [writeScaledRows(names)] : []),
    standardised(wanted),
    ...sets.map(({ name, of }) => `export function ${name}(): ${type} {\n\treturn ${names.standardised}(${of});\n}`),
  ].join('\n\n');
}

const rowsOf = (layout: Features['layout']): Feature['holds'] => (layout === 'examples' ? 'numbers' : 'rows');

const writeScaleOf = ({
  scaleOf: name,
}: Named): string => `/** Mean and standard deviation of a feature; one that never varies is only centred. */
function ${name}(values: readonly number[]): { mean: number; std: number } {
\tconst mean = values.reduce((sum, value) => sum + value, 0) / values.length;
\tconst std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
\treturn { mean, std: std > 1e-12 * Math.abs(mean) ? std : 1 };
}`;

const writeScaled = ({ scaled: name }: Named): string => `function ${name}(value: number, { mean, std } = { mean: 0, std: 1 }): number {
\treturn (value - mean) / std;
}`;

const writeScaledRows = (names: Named): string => `/** Every column by its own scale. */
function ${names.scaledRows}(rows: readonly (readonly number[])[], training: readonly (readonly number[])[]): number[][] {
\tconst scales = (training[0] ?? []).map((_, column) => ${names.scaleOf}(training.map((row) => row[column] ?? 0)));
\treturn rows.map((row) => row.map((value, column) => ${names.scaled}(value, scales[column])));
}`;

function standardised({ features, type, training, names }: Wanted): string {
  const { setUp, value } = bodies[features.layout](features, names);
  const lines = [`const ${names.train}: ${type} = ${training};`, ...setUp, `return ${value};`].map((line) => `\t${line}`);
  const which = features.layout === 'rows' ? 'every column but the last' : features.features.map(({ name }) => name).join(', ');
  return `/** Mean 0 and standard deviation 1 over the training data for ${which}. */
function ${names.standardised}(${names.data}: ${type}): ${type} {
${lines.join('\n')}
}`;
}

interface Body {
  readonly setUp: readonly string[];
  readonly value: string;
}

const bodies: { readonly [L in Features['layout']]: (features: Features, names: Named) => Body } = {
  examples: (features, names) => {
    const parts = listed(features).map(({ name, holds }) =>
      holds === 'number' ? numberOfExample(name, names) : numbersOfExample(name, names),
    );
    const index = listed(features).some(({ holds }) => holds === 'numbers') ? '(row, i)' : '(row)';
    return {
      setUp: parts.flatMap(({ setUp }) => setUp),
      value: `${names.data}.map(${index} => ({ ...row, ${parts.map(({ value }) => value).join(', ')} }))`,
    };
  },
  columns: (features, names) => {
    const parts = listed(features).map(({ name, holds }) => (holds === 'numbers' ? columnOf(name, names) : rowsOfColumns(name, names)));
    return { setUp: parts.flatMap(({ setUp }) => setUp), value: `{ ...${names.data}, ${parts.map(({ value }) => value).join(', ')} }` };
  },
  rows: (_, { scaledRows, data, train }) => ({
    setUp: [`const inputs = ${scaledRows}(${data}.map((row) => row.slice(0, -1)), ${train}.map((row) => row.slice(0, -1)));`],
    value: `${data}.map((row, i) => [...(inputs[i] ?? []), ...row.slice(-1)])`,
  }),
};

const listed = (features: Features): readonly Feature[] => (features.layout === 'rows' ? [] : features.features);

const numberOfExample = (name: string, { scaleOf, scaled, train }: Named): Body => ({
  setUp: [`const ${name}Scale = ${scaleOf}(${train}.map((row) => row.${name}));`],
  value: `${name}: ${scaled}(row.${name}, ${name}Scale)`,
});

const numbersOfExample = (name: string, { scaledRows, data, train }: Named): Body => ({
  setUp: [`const ${name}Rows = ${scaledRows}(${data}.map((row) => row.${name}), ${train}.map((row) => row.${name}));`],
  value: `${name}: ${name}Rows[i] ?? row.${name}`,
});

const columnOf = (name: string, { scaleOf, scaled, data, train }: Named): Body => ({
  setUp: [`const ${name}Scale = ${scaleOf}(${train}.${name});`],
  value: `${name}: ${data}.${name}.map((value) => ${scaled}(value, ${name}Scale))`,
});

const rowsOfColumns = (name: string, { scaledRows, data, train }: Named): Body => ({
  setUp: [],
  value: `${name}: ${scaledRows}(${data}.${name}, ${train}.${name})`,
});
