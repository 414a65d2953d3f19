import type { ExpressionReading } from '../engine/autodiff/inspect';
import type { SourceRange } from '../engine/objective';
import { partsOf } from '../engine/penalties/unpenalized';
import type { CursorPlace } from '../protocol/model';
import type { SourcePlace } from '../source/cursor/place';
import { portablePath } from '../source/files';
import type { Session } from './session';

/** Longer sources are cut: they are said in one line. */
const longest = 60;

interface Cursor {
  readonly file: string;
  readonly text: string;
  readonly offset: number;
}

/** What is shown for a place: the start, coordinates, or else the expression there with what it is worth at a point. */
export function cursorPlace(
  { prepared, objective }: Session,
  place: SourcePlace | undefined,
  cursor: Cursor,
  at = prepared.start,
): CursorPlace | undefined {
  if (place?.kind === 'start') return place;
  const named = place?.kind === 'names' ? coordinatesAmong(place.names, prepared.layout.coordinates) : undefined;
  if (named) return named;
  const here = objective.expressionsAt(at).filter(({ range }) => portablePath(range.file) === portablePath(cursor.file));
  const found = place?.kind === 'declaration' ? largest(here.filter(({ range }) => holds(place.value, range))) : expressionAt(here, cursor);
  return found && shown(found, cursor.text);
}

function coordinatesAmong(names: readonly string[], all: readonly string[]): CursorPlace | undefined {
  const found = names.map((name) => ({ name, coordinates: partsOf(name, all) })).find(({ coordinates }) => coordinates.length > 0);
  return found && { kind: 'coordinates', ...found };
}

/** The smallest that the cursor is in; where it is in none, the largest that begins on its line. */
function expressionAt(here: readonly ExpressionReading[], { text, offset }: Cursor): ExpressionReading | undefined {
  const around = here.filter(({ range }) => range.start <= offset && offset <= range.end);
  if (around.length > 0) return around.reduce((best, reading) => (lengthOf(reading.range) < lengthOf(best.range) ? reading : best));
  const line = { start: text.lastIndexOf('\n', offset - 1) + 1, end: (text.indexOf('\n', offset) + 1 || text.length + 1) - 1 };
  return largest(here.filter(({ range }) => range.start >= line.start && range.start < line.end));
}

function largest(readings: readonly ExpressionReading[]): ExpressionReading | undefined {
  const [first, ...others] = readings;
  return first && others.reduce((best, reading) => (lengthOf(reading.range) > lengthOf(best.range) ? reading : best), first);
}

const lengthOf = ({ start, end }: SourceRange): number => end - start;
const holds = (outer: SourceRange, inner: SourceRange): boolean => outer.start <= inner.start && inner.end <= outer.end;

function shown({ range, ...reading }: ExpressionReading, text: string): CursorPlace {
  const source = text.slice(range.start, range.end).replaceAll(/\s+/g, ' ');
  return { kind: 'expression', source: source.length > longest ? `${source.slice(0, longest - 1)}…` : source, reading };
}
