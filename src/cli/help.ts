/** Help from the same tables that parse and run: commands, their options, and the engine's catalog. */
import { ownOptions } from '../protocol/followers';
import type { Catalog, EntryMetadata, Option } from '../protocol/model';
import type { OptionSpec, OptionSpecs } from './arguments';
import type { Command } from './command';
import type { Terminal } from './terminal';
import { indent, table, wrap } from './text/table';

type Look = Pick<Terminal, 'paint' | 'columns'>;

const widest = 110;
const plain = [{ title: '' }, { title: '' }];

export function overview(commands: readonly Command[], { paint: { bold } }: Look): string {
  return [
    `${bold('saddlescope')}: gradient descent on your own TypeScript loss function\n`,
    `${bold('Usage')}\n${indent('saddlescope COMMAND TARGET [options]\nsaddlescope COMMAND --help')}\n`,
    `${bold('Commands')}\n${indent(
      table(
        plain,
        commands.map(({ name, summary }) => [bold(name), summary]),
      ),
    )}\n`,
    `${bold('TARGET')} is FILE, or FILE#FUNCTION when the file has several losses. ${bold('VECTOR')} is JSON: [0.5, 1], or`,
    '{"W": [[1, 2]], "b": [0]} in the shape of the parameters.\n',
    'Exit status: 0 done, 1 the answer is no, 2 bad input, 130 interrupted.',
    '--version prints the version.\n',
  ].join('\n');
}

export function commandHelp(command: Command, catalog: Catalog | undefined, look: Look): string {
  const { bold } = look.paint;
  const parts = [
    `${bold(`saddlescope ${command.name}`)}: ${command.summary}\n`,
    `${bold('Usage')}\n${indent(`saddlescope ${command.name} ${command.usage}`)}\n`,
    `${bold('Options')}\n${indent(optionTable(command.options))}\n`,
    `${bold('Examples')}\n${indent(command.examples.join('\n'))}\n`,
    ...(command.explains ?? []).flatMap((part) => (catalog ? [entriesHelp(part, catalog[part], look)] : [])),
  ];
  return parts.join('\n');
}

function optionTable(options: OptionSpecs): string {
  return table(
    plain,
    Object.entries(options).map(([name, spec]) => [synopsis(name, spec), spec.help + remarks(spec)]),
  );
}

function synopsis(name: string, spec: OptionSpec): string {
  if (spec.kind === 'flag') return `--${name}${spec.short === undefined ? '' : `, -${spec.short}`}`;
  return `--${name} ${spec.placeholder}${spec.kind === 'list' ? ' …' : ''}`;
}

function remarks(spec: OptionSpec): string {
  if (spec.kind === 'text' && spec.required) return ' (required)';
  const isNumber = spec.kind === 'number' || spec.kind === 'integer';
  return isNumber && spec.default !== undefined ? ` (default ${spec.default})` : '';
}

function entriesHelp(title: string, entries: readonly EntryMetadata[], look: Look): string {
  const { bold } = look.paint;
  const name = `${title[0].toUpperCase()}${title.slice(1)}`;
  return entries.length === 0
    ? ''
    : `${bold(name)}\n${entries.map((entry) => indent(entryHelp({ ...entry, options: ownOptions(entry, entries) }, look))).join('\n\n')}\n`;
}

function entryHelp({ id, name, help, formula, options }: EntryMetadata, { paint: { bold, dim }, columns }: Look): string {
  const described = wrap(help, Math.min(columns, widest) - 6);
  const rows = Object.entries(options).map(([option, spec]) => [option, optionDomain(spec), `default ${defaultOf(spec)}`, dim(spec.help)]);
  const lines = [`${bold(id)}  ${name}`, indent(described), indent(dim(formula))];
  if (rows.length > 0) lines.push(indent(table([...plain, ...plain], rows)));
  return lines.join('\n');
}

/** `0…1`, `≥ 0`, `true|false`, `a|b`. */
function optionDomain(option: Option): string {
  switch (option.kind) {
    case 'number':
    case 'integer':
      return `${interval(option.min, option.max)}${option.kind === 'integer' ? ', whole' : ''}`;
    case 'boolean':
      return 'true|false';
    case 'choice':
      return option.choices.join('|');
    case 'list':
      return 'numbers by commas';
    default:
      return option satisfies never;
  }
}

/** From here on a bound only keeps numbers finite. */
const unbounded = 1e9;

function interval(min: number, max: number): string {
  if (max < unbounded) return min > -unbounded ? `${short(min)}…${short(max)}` : `≤ ${short(max)}`;
  return min > -unbounded ? `≥ ${short(min)}` : 'any number';
}

const short = (value: number): string => String(Number(value.toPrecision(6)));

function defaultOf(option: Option): string {
  return option.kind === 'list' ? option.default.join(',') : String(option.default);
}
