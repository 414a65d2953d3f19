import { t } from '../../../src/l10n/t';
import { h } from '../dom';

/** Pixels per unit of the SVG: sharp on dense screens and in print. */
const zoom = 2;

/** An SVG document as pixels. */
export async function toPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = h('canvas', { width: zoom * image.width, height: zoom * image.height });
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(t('The picture could not be encoded.')))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
