import type { FileHost } from '../files';
import type { OptionsCache } from './options';
import { type ParsedModule, parseModule } from './parse';

/** Syntax trees of files, kept while text and options stay the same. */
export class ParsedModules {
  private readonly known = new Map<string, ParsedModule>();

  constructor(
    private readonly files: FileHost,
    private readonly options: OptionsCache,
  ) {}

  /** Undefined when there is no such file. */
  get(file: string): ParsedModule | undefined {
    const text = this.files.read(file);
    if (text === undefined) {
      this.known.delete(file);
      return undefined;
    }
    const { emit } = this.options.forFile(file);
    const known = this.known.get(file);
    if (known?.text === text && known.options === emit) return known;
    const parsed = parseModule(file, text, emit);
    this.known.set(file, parsed);
    return parsed;
  }
}
