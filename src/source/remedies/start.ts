import type ts from '@typescript/typescript6';
import { t } from '../../l10n/t';
import type { FoundLoss } from '../discover/found';
import { startExample } from '../startExample';
import type { Remedy } from './remedy';
import { tagInsertion } from './tag';

/** Adds `@start` in the shape of the parameters. */
export function startRemedy(found: FoundLoss, { text }: ts.SourceFile): Remedy | undefined {
  if (found.tags.start) return undefined;
  const tag = `@start ${startExample(found.parameters)}`;
  return { kind: 'start', title: t('Add {0}', tag), range: found.nameRange, edits: [tagInsertion(found, text, tag)] };
}
