import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { fixed, significant } from '../../protocol/format';
import { kindWords } from '../../protocol/words';
import { problemOf } from '../boundLoss';
import { isPlace, type Place } from '../views/place';
import { chooseLoss } from './chooseLoss';
import type { CommandContext } from './command';

/** The point that is named, else one that the user picks of the loss that is named, under the cursor, or picked; undefined when nothing is chosen. */
export async function choosePlace(
  { engine, points }: CommandContext,
  argument: unknown,
  fits: (place: Place) => boolean = () => true,
): Promise<Place | undefined> {
  if (isPlace(argument)) return argument;
  const target = await chooseLoss(engine, argument);
  if (!target) return undefined;
  const progress = { location: vscode.ProgressLocation.Window, title: t('Looking for critical points') };
  try {
    const all = await vscode.window.withProgress(progress, () => points.places(target));
    return await pick(all.filter(fits), target.function);
  } catch (error) {
    void vscode.window.showErrorMessage(problemOf(error).message);
    return undefined;
  }
}

async function pick(places: readonly Place[], name: string): Promise<Place | undefined> {
  if (places.length === 0) {
    void vscode.window.showInformationMessage(t('No such critical point of {0} was found in the box; @domain sets the box.', name));
    return undefined;
  }
  const items = places.map((place) => ({
    label: `${place.name} (${Array.from(place.point.at, (value) => fixed(value)).join(', ')})`,
    description: `${kindWords[place.point.kind]} · L ${significant(place.point.loss)}`,
    place,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: name,
    placeHolder: t('Choose a critical point'),
    matchOnDescription: true,
  });
  return picked?.place;
}
