import { Code, TYPE, unsigned, type ValueType } from './code';

interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}
interface Import extends Signature {
  readonly name: string;
}

/**
 * A WebAssembly module under construction. All imports are declared first, since functions are numbered after them: the
 * memory `m.memory` and functions of doubles from `m`.
 */
export class Module {
  private readonly imports: Import[] = [];
  private readonly functions: { readonly signature: Signature; readonly code: Code; readonly exported: string | undefined }[] = [];

  /** The index of an imported function (double, …) → double. */
  import(name: string, arity: number): number {
    const known = this.imports.findIndex((each) => each.name === name);
    return known >= 0 ? known : this.imports.push({ name, parameters: new Array(arity).fill('f64'), results: ['f64'] }) - 1;
  }

  /** The index of a new function, and the code to be filled in. */
  define(
    parameters: readonly ValueType[],
    results: readonly ValueType[],
    exported?: string,
  ): { readonly index: number; readonly code: Code } {
    const code = new Code(parameters);
    const position = this.functions.push({ signature: { parameters, results }, code, exported }) - 1;
    return { index: this.imports.length + position, code };
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const signatures = [...this.imports, ...this.functions.map(({ signature }) => signature)];
    const memory = [...text('m'), ...text('memory'), 2, 0, ...unsigned(1)];
    const imports = this.imports.map(({ name }, type) => [...text('m'), ...text(name), 0, ...unsigned(type)]);
    const exports = this.functions.flatMap(({ exported }, i) =>
      exported === undefined ? [] : [[...text(exported), 0, ...unsigned(this.imports.length + i)]],
    );
    const sections = [
      section(1, signatures.map(signatureBytes)),
      section(2, [memory, ...imports]),
      section(
        3,
        this.functions.map((_, i) => unsigned(this.imports.length + i)),
      ),
      section(7, exports),
      section(
        10,
        this.functions.map(({ code }) => bodyBytes(code)),
      ),
    ];
    return new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0].concat(...sections));
  }
}

function section(id: number, entries: readonly (readonly number[])[]): number[] {
  const content = unsigned(entries.length).concat(...entries);
  return [id, ...unsigned(content.length)].concat(content);
}

function signatureBytes({ parameters, results }: Signature): number[] {
  const types = (list: readonly ValueType[]) => [list.length, ...list.map((type) => TYPE[type])];
  return [0x60, ...types(parameters), ...types(results)];
}

function bodyBytes({ locals, bytes }: Code): number[] {
  const declared = locals.map((type) => [1, TYPE[type]]);
  const body = unsigned(declared.length).concat(...declared, bytes, [0x0b]);
  return unsigned(body.length).concat(body);
}

function text(value: string): number[] {
  return [value.length, ...Array.from(value, (character) => character.charCodeAt(0))];
}
