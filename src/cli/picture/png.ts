import { readFileSync } from 'node:fs';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Files that drawing a PNG needs: the rasteriser, and the fonts, so that the picture is the same on every machine. */
export interface PlotAssets {
  /** resvg compiled to WebAssembly. */
  readonly rasteriser: string;
  /** DejaVu Sans: regular, bold, oblique. */
  readonly fonts: readonly string[];
}

/** Pixels per SVG unit: sharp on dense screens and in print. */
const zoom = 2;

let ready: Promise<void> | undefined;

export async function toPng(svg: string, { rasteriser, fonts }: PlotAssets): Promise<Uint8Array> {
  ready ??= initWasm(readFileSync(rasteriser));
  await ready;
  const image = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { fontBuffers: fonts.map((file) => readFileSync(file)), defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  }).render();
  try {
    return image.asPng();
  } finally {
    image.free();
  }
}
