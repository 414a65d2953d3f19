/** The sheet as triangles. */
import type { Sheet } from '../sheet';
import { normalsOf } from './shade';

export interface SheetMesh {
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  readonly bands: Float32Array;
  readonly triangles: Uint32Array;
}

export function meshOf(sheet: Sheet): SheetMesh {
  return { positions: positionsOf(sheet), normals: normalsOf(sheet), bands: sheet.bands, triangles: trianglesOf(sheet) };
}

function positionsOf({ size, heights }: Sheet): Float32Array {
  const positions = new Float32Array(3 * size * size);
  for (let k = 0; k < size * size; k++) {
    const z = heights[k];
    positions[3 * k] = (2 * (k % size)) / (size - 1) - 1;
    positions[3 * k + 1] = (2 * Math.floor(k / size)) / (size - 1) - 1;
    positions[3 * k + 2] = Number.isFinite(z) ? z : 0;
  }
  return positions;
}

/** Two for each cell, cut along the shorter diagonal of the slope; none at a corner where the loss is not finite. */
function trianglesOf({ size, heights }: Sheet): Uint32Array {
  const corners: number[] = [];
  const add = (...triangle: readonly number[]) => {
    if (triangle.every((k) => Number.isFinite(heights[k]))) corners.push(...triangle);
  };
  for (let j = 0; j < size - 1; j++) {
    for (let i = 0; i < size - 1; i++) {
      const k = j * size + i;
      const [a, b, c, d] = [k, k + 1, k + size, k + size + 1];
      const rising = !(Math.abs(heights[a] - heights[d]) > Math.abs(heights[b] - heights[c]));
      if (rising) {
        add(a, b, d);
        add(a, d, c);
      } else {
        add(a, b, c);
        add(b, d, c);
      }
    }
  }
  return Uint32Array.from(corners);
}
