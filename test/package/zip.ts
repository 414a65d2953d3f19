import { readFileSync } from 'node:fs';

const endOfDirectory = 0x06054b50;
const endSize = 22;
const entrySize = 46;

/** Names of the files in a zip archive, from its central directory (PKWARE APPNOTE 4.3.12 and 4.3.16). */
export function namesInZip(file: string): string[] {
  const zip = readFileSync(file);
  const end = zip.length - endSize;
  if (zip.readUInt32LE(end) !== endOfDirectory) throw new Error(`${file} is not a zip archive without a comment`);
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    names.push(zip.toString('utf8', at + entrySize, at + entrySize + nameLength));
    at += entrySize + nameLength + extraLength + commentLength;
  }
  return names;
}
