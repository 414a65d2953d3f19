import { SourceMap } from 'node:module';
import ts from '@typescript/typescript6';
import type { SourceRange } from '../../engine/objective';
import type { EmittedModule } from './emit';
import { inPackage } from './packages';
import type { ParsedModule } from './parse';

interface Script {
  readonly parsed: ParsedModule;
  readonly emitted: EmittedModule;
  map?: SourceMap;
}

/** Scripts run under a name of their own, so that an error in an older version still leads to the text that it came from. */
export class ScriptNames {
  private readonly scripts = new Map<string, WeakRef<Script>>();
  private next = 1;
  private sweepAt = 64;

  /** A file name for the script; it stays known as long as the returned handle is held. */
  add(parsed: ParsedModule, emitted: EmittedModule): { readonly name: string; readonly handle: object } {
    const script: Script = { parsed, emitted };
    const name = `${parsed.file}#${this.next++}`;
    if (this.scripts.size >= this.sweepAt) this.sweep();
    this.scripts.set(name, new WeakRef(script));
    return { name, handle: script };
  }

  /** Where in the user's text an error was thrown: the innermost place outside node_modules, else the innermost of all. */
  locate(error: unknown): SourceRange | undefined {
    const stack = stackOf(error);
    const places = [...frames(stack)].map((frame) => this.place(frame)).filter((range) => range !== undefined);
    return places.find(({ file }) => !inPackage(file)) ?? places[0];
  }

  /** Forgets the names of scripts that are gone. */
  private sweep(): void {
    for (const [name, script] of this.scripts) if (!script.deref()) this.scripts.delete(name);
    this.sweepAt = 2 * this.scripts.size + 64;
  }

  private place({ name, line, column }: Frame): SourceRange | undefined {
    const script = this.scripts.get(name)?.deref();
    if (!script) return undefined;
    const original = originalPosition(script, line - 1, column - 1);
    return original === undefined ? undefined : rangeAt(script.parsed.sourceFile, original);
  }
}

interface Frame {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

function stackOf(error: unknown): string {
  try {
    return typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : '';
  } catch {
    return ''; // an object of the user's that throws when it is looked at
  }
}

/** Frames `at f (/file.ts#1:2:3)`, and the head of V8's syntax errors: `/file.ts#1:2`, the line, and mostly a caret under the column. */
function* frames(stack: string): Generator<Frame> {
  const head = /^(\/.*#\d+|[A-Za-z]:.*#\d+):(\d+)\n( *).*\n(?:( *)\^)?/.exec(stack);
  if (head) yield { name: head[1], line: Number(head[2]), column: (head[4] ?? head[3]).length + 1 };
  for (const match of stack.matchAll(/^ +at (?:.*\()?(.+#\d+):(\d+):(\d+)\)?$/gm)) {
    yield { name: match[1], line: Number(match[2]), column: Number(match[3]) };
  }
}

function originalPosition(script: Script, line: number, column: number): number | undefined {
  const { parsed, emitted } = script;
  if (emitted.map === undefined) return offsetIn(parsed.sourceFile, line, column);
  script.map ??= new SourceMap(JSON.parse(emitted.map));
  const entry = script.map.findEntry(line, column);
  return 'originalLine' in entry ? offsetIn(parsed.sourceFile, entry.originalLine, entry.originalColumn) : undefined;
}

function offsetIn(sourceFile: ts.SourceFile, line: number, column: number): number | undefined {
  const starts = sourceFile.getLineStarts();
  return line < starts.length ? Math.min(starts[line] + column, sourceFile.text.length) : undefined;
}

/** The largest expression that begins at the offset, else the smallest node around it. */
function rangeAt(sourceFile: ts.SourceFile, offset: number): SourceRange {
  let best: ts.Node = sourceFile;
  let around: ts.Node = sourceFile;
  const visit = (node: ts.Node): void => {
    if (offset < node.getFullStart() || offset >= node.getEnd()) return;
    around = node;
    if (best === sourceFile && node.getStart(sourceFile) === offset && !ts.isStatement(node)) best = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(sourceFile, visit);
  const node = best === sourceFile ? around : best;
  return { file: sourceFile.fileName, start: node.getStart(sourceFile), end: node.getEnd() };
}
