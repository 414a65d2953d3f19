/** Imported before everything else, since tables of words are made when their modules are evaluated. */
import * as vscode from 'vscode';
import { translateWith } from '../l10n/t';

translateWith(vscode.l10n.bundle ?? {});

/** The language that the extension speaks, for `lang` attributes: VS Code's own where there is a translation. */
export const spokenLanguage = (): string => (vscode.l10n.bundle ? vscode.env.language : 'en');
