import { readFileSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { withoutByteOrderMark } from './text';

/** How the source front end sees files. Paths are absolute with forward slashes; texts come without a byte order mark. */
export interface FileHost {
  read(path: string): string | undefined;
  isFile(path: string): boolean;
  isDirectory(path: string): boolean;
}

interface DiskText {
  readonly modified: number;
  readonly size: number;
  readonly text: string;
}

/** The path with forward slashes, as TypeScript writes them on all systems; otherwise a file would have two names on Windows. */
export function portablePath(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** The disk, with the unsaved texts of open editors laid over it. Unchanged files are read once. */
export class OverlayFiles implements FileHost {
  private readonly overlays = new Map<string, string>();
  private readonly disk = new Map<string, DiskText>();
  /** What has been read of the disk while it is held still. */
  private still: Map<string, string | undefined> | undefined;

  /** Lays `text` over the file; `undefined` shows the disk again. */
  set(path: string, text: string | undefined): void {
    if (text === undefined) this.overlays.delete(portablePath(path));
    else this.overlays.set(portablePath(path), withoutByteOrderMark(text));
  }

  read(path: string): string | undefined {
    return this.overlays.get(portablePath(path)) ?? this.readStill(path);
  }

  /** While `body` runs, files on disk keep the texts in which they are first read, so that all that is made of them fits together. */
  heldStill<T>(body: () => T): T {
    if (this.still) return body();
    this.still = new Map();
    try {
      return body();
    } finally {
      this.still = undefined;
    }
  }

  isFile(path: string): boolean {
    return this.overlays.has(portablePath(path)) || statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  }

  isDirectory(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  private readStill(path: string): string | undefined {
    const { still } = this;
    if (!still) return this.readDisk(path);
    if (!still.has(path)) still.set(path, this.readDisk(path));
    return still.get(path);
  }

  private readDisk(path: string): string | undefined {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) {
      this.disk.delete(path);
      return undefined;
    }
    const known = this.disk.get(path);
    if (known && known.modified === stat.mtimeMs && known.size === stat.size) return known.text;
    const text = withoutByteOrderMark(readFileSync(path, 'utf8'));
    this.disk.set(path, { modified: stat.mtimeMs, size: stat.size, text });
    return text;
  }
}
