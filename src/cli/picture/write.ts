import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { UsageError } from '../errors';
import { type PlotAssets, toPng } from './png';

/** A picture as SVG or, by the file's name, as PNG. Throws `UsageError` for other names. */
export async function savePicture(file: string, svg: string, assets: PlotAssets): Promise<void> {
  const extension = extname(file).toLowerCase();
  if (extension !== '.svg' && extension !== '.png') throw new UsageError(`--out ${file}: the name must end in .svg or .png.`);
  writeFile(file, extension === '.png' ? await toPng(svg, assets) : svg);
}

/** Writes a file, with the folders that it needs. Throws `UsageError` when that can't be done. */
export function writeFile(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (error) {
    throw new UsageError(`${file} can't be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
