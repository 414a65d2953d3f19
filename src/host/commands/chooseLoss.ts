import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import type { Target } from '../../protocol/engine';
import type { Location, LossSummary } from '../../protocol/model';
import { problemOf } from '../boundLoss';
import { fileOf, isLossDocument } from '../documents';
import type { Engine } from '../engine';
import { commandIds } from './ids';

/** The loss that is named, else the one under the cursor, else one that the user picks; undefined when nothing is chosen. */
export async function chooseLoss(engine: Engine, argument: unknown): Promise<Target | undefined> {
  return isTarget(argument) ? argument : choose(engine);
}

async function choose(engine: Engine): Promise<Target | undefined> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.find(({ document }) => isLossDocument(document));
  if (!editor || !isLossDocument(editor.document)) return offerGallery(whyNot(editor?.document));
  const file = fileOf(editor.document.uri);
  const { losses } = await findLosses(engine, file);
  if (losses.length === 0) {
    return offerGallery(
      t(
        'There is no loss function in this file. A loss takes numbers and returns a number: {0}',
        'export function loss(x: number, y: number): number { … }',
      ),
    );
  }
  const { line, character } = editor.selection.active;
  const here = losses.findLast(({ extent }) => holds(extent, line + 1, character + 1));
  const name = (here ?? (losses.length === 1 ? losses[0] : undefined))?.name ?? (await pick(losses));
  return name === undefined ? undefined : { file, function: name };
}

function whyNot(document: vscode.TextDocument | undefined): string {
  if (document?.languageId !== 'typescript') return t('Open a TypeScript file with a loss function first.');
  // What a source control or another extension shows may differ from the file of the same name.
  return t('This text is not the file itself, but a view of it ({0}:). Open the file with the loss function.', document.uri.scheme);
}

async function findLosses(engine: Engine, file: string): Promise<{ losses: readonly LossSummary[] }> {
  try {
    return await engine.request('losses', { file });
  } catch (error) {
    void vscode.window.showErrorMessage(problemOf(error).message);
    throw error;
  }
}

async function pick(losses: readonly LossSummary[]): Promise<string | undefined> {
  const items = losses.map(({ name, signature, location }) => ({
    label: name,
    description: signature,
    detail: t('line {0}', location.line),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Saddlescope',
    placeHolder: t('Choose a loss function'),
    matchOnDescription: true,
  });
  return picked?.label;
}

async function offerGallery(message: string): Promise<undefined> {
  const open = t('Open the Gallery');
  const answer = await vscode.window.showInformationMessage(message, open);
  if (answer === open) await vscode.commands.executeCommand(commandIds.openGallery);
  return undefined;
}

function holds(extent: Location, line: number, column: number): boolean {
  const afterStart = line > extent.line || (line === extent.line && column >= extent.column);
  const beforeEnd = line < extent.endLine || (line === extent.endLine && column <= extent.endColumn);
  return afterStart && beforeEnd;
}

export function isTarget(value: unknown): value is Target {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    typeof value.file === 'string' &&
    'function' in value &&
    typeof value.function === 'string'
  );
}
