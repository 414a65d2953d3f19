import { norm, scaled } from '../linalg/vector';

/** Coefficients of the quintic aX + bX³ + cX⁵ whose iteration drives every singular value towards 1. */
const [a, b, c] = [3.4445, -4.775, 2.0315];
const guard = 1e-7;

/** Roughly UVᵀ of a row-major matrix UΣVᵀ: singular values end between about 0.7 and 1.2 (Jordan et al. 2024, Muon). */
export function orthogonalised(matrix: Float64Array, rows: number, columns: number, iterations: number): Float64Array {
  if (rows > columns) return transposed(orthogonalised(transposed(matrix, rows, columns), columns, rows, iterations), columns, rows);
  let x = scaled(1 / Math.max(norm(matrix), guard), matrix);
  for (let k = 0; k < iterations; k++) {
    const gram = product(x, transposed(x, rows, columns), rows, columns, rows);
    const square = product(gram, gram, rows, rows, rows);
    const image = product(
      gram.map((g, i) => b * g + c * square[i]),
      x,
      rows,
      rows,
      columns,
    );
    x = x.map((xi, i) => a * xi + image[i]);
  }
  return x;
}

function product(left: Float64Array, right: Float64Array, rows: number, inner: number, columns: number): Float64Array {
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const factor = left[i * inner + k];
      for (let j = 0; j < columns; j++) result[i * columns + j] += factor * right[k * columns + j];
    }
  }
  return result;
}

function transposed(matrix: Float64Array, rows: number, columns: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]);
}
