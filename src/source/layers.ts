import ts from '@typescript/typescript6';
import type { SourceRange } from '../engine/objective';
import type { Layer } from '../engine/training/layerNorms';
import type { FoundLoss } from './discover/found';
import { type Layout, sizeOf } from './layout';
import type { Shape } from './shape';

/** Parameters that belong together, and where they stand in the source. */
export interface PlacedLayer extends Layer {
  readonly range: SourceRange;
}

interface Group extends PlacedLayer {
  readonly shape: Shape;
}

/** More parts than these are no layers. */
const mostLayers = 200;

/**
 * A network's layers: its parameters, the fields of a parameter that is an object, the elements of a list of matrices or of objects. A
 * loss of one vector has one layer for each of its numbers, as long as they are few.
 */
export function layersOf({
  found,
  layout,
  sourceFile,
}: {
  found: FoundLoss;
  layout: Layout;
  sourceFile: ts.SourceFile | undefined;
}): PlacedLayer[] {
  let offset = 0;
  const groups = layout.parameters.map(({ name, shape }, i): Group => {
    const length = sizeOf(shape) ?? 0;
    offset += length;
    return { name, shape, length, offset: offset - length, range: found.parameters[i].range };
  });
  const place = (name: string, range: SourceRange) => (sourceFile && nameIn(sourceFile, found.extent, name)) ?? range;
  return expanded(groups, place).map(({ name, offset, length, range }) => ({ name, offset, length, range }));
}

type Place = (name: string, otherwise: SourceRange) => SourceRange;

function expanded(groups: readonly Group[], place: Place): readonly Group[] {
  const next = groups.flatMap((group) => (holdsLayers(group.shape) || groups.length === 1 ? partsOf(group, place) : [group]));
  if (next.length > mostLayers || next.length === groups.length) return next.length > mostLayers ? groups : next;
  return expanded(next, place);
}

/** Objects, lists of objects and lists of matrices hold layers; vectors and matrices are such. */
function holdsLayers(shape: Shape): boolean {
  if (shape.kind === 'object') return true;
  if (shape.kind === 'tuple') return shape.elements.some(({ kind }) => kind !== 'number');
  return shape.kind === 'array' && (holdsLayers(shape.element) || depthOf(shape) > 2);
}

const depthOf = (shape: Shape): number => (shape.kind === 'array' ? 1 + depthOf(shape.element) : 0);

function partsOf({ name, shape, offset, length, range }: Group, place: Place): readonly Group[] {
  const parts = namedParts(shape, name, range, place);
  if (parts.length === 0) return [{ name, shape, offset, length, range }];
  let at = offset;
  return parts.map((part) => {
    const size = sizeOf(part.shape) ?? 0;
    at += size;
    return { ...part, offset: at - size, length: size };
  });
}

function namedParts(shape: Shape, name: string, range: SourceRange, place: Place): readonly Pick<Group, 'name' | 'shape' | 'range'>[] {
  switch (shape.kind) {
    case 'number':
      return [];
    case 'object':
      return shape.fields.map((field) => ({ name: field.name, shape: field.shape, range: place(field.name, range) }));
    case 'tuple':
      return shape.elements.map((element, i) => ({ name: `${name}[${i}]`, shape: element, range }));
    case 'array':
      return Array.from({ length: shape.length ?? 0 }, (_, i) => ({ name: `${name}[${i}]`, shape: shape.element, range }));
    default:
      return shape satisfies never;
  }
}

/** Where a name first stands in a part of a file. */
function nameIn(sourceFile: ts.SourceFile, { file, start, end }: SourceRange, name: string): SourceRange | undefined {
  const visit = (node: ts.Node): SourceRange | undefined => {
    if (node.end < start || node.getStart(sourceFile) > end) return undefined;
    if (ts.isIdentifier(node) && node.text === name) return { file, start: node.getStart(sourceFile), end: node.end };
    return ts.forEachChild(node, visit);
  };
  return visit(sourceFile);
}
