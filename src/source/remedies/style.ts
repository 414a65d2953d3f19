/** How a file is written, as far as inserted code should follow it. */

/** `code` is indented by tabs and has its semicolons. */
export function inStyleOf(text: string, code: string): string {
  const indent = /^(\t| {2,8})\S/m.exec(text)?.[1] ?? '  ';
  const lines = code.split('\n').map((line) => line.replace(/^\t+/, (tabs) => indent.repeat(tabs.length)));
  const written = hasSemicolons(text) ? lines : lines.map((line) => line.replace(/;$/, ''));
  return written.join(text.includes('\r\n') ? '\r\n' : '\n');
}

/** By what statements end with mostly. */
function hasSemicolons(text: string): boolean {
  const statements = text.match(/^\s*(?:export\s+)?(?:const|let|return|import)\b.*[^\s,{([=>|&?:]\s*$/gm) ?? [];
  return 2 * statements.filter((line) => line.trimEnd().endsWith(';')).length >= statements.length;
}

/** `name`, or with the first number behind it that makes it new to the text. */
export function newName(name: string, text: string): string {
  const taken = (candidate: string) => new RegExp(`(?<![\\w$])${candidate.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
  let candidate = name;
  for (let i = 2; taken(candidate); i++) candidate = `${name}${i}`;
  return candidate;
}
