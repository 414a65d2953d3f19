import type { FileHost } from '../../../src/source/files';
import { withoutByteOrderMark } from '../../../src/source/text';

/** Files in memory, that a test may change between loads. */
export interface MemoryFiles extends FileHost {
  texts: Record<string, string>;
}

export function memoryFiles(texts: Record<string, string>): MemoryFiles {
  return {
    texts,
    read(path) {
      const text = this.texts[path];
      return text === undefined ? undefined : withoutByteOrderMark(text);
    },
    isFile(path) {
      return path in this.texts;
    },
    isDirectory(path) {
      const folder = path.endsWith('/') ? path : `${path}/`;
      return Object.keys(this.texts).some((file) => file.startsWith(folder));
    },
  };
}
