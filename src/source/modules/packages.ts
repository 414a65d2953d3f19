/** True for files of installed packages: nobody edits them, and no tsconfig of the user's applies to them. */
export function inPackage(file: string): boolean {
  return file.includes('/node_modules/');
}
