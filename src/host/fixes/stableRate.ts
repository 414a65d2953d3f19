import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { commandIds } from '../commands/ids';
import { fileOf } from '../documents';
import type { Fix } from './fix';

/** Sets the rate that the rule suggests in the Descent panel, where all rates are kept. */
export const stableRate: Fix = {
  mends: ['learning-rate-unstable'],
  offer({ document, diagnostic, loss, diagnosis }) {
    if (!loss || !diagnosis?.suggestedRate) return [];
    const { optimizer, learningRate } = diagnosis.suggestedRate;
    const title = t('Set the learning rate of {0} to {1} in the Descent panel', optimizer, learningRate);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.isPreferred = true;
    const target = { file: fileOf(document.uri), function: loss.summary.name };
    action.command = { title, command: commandIds.applyLearningRate, arguments: [target, optimizer, learningRate] };
    return [action];
  },
};
