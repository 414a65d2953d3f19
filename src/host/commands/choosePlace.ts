import * as vscode from 'vscode';
import { fixed, significant } from '../../protocol/format';
import { problemOf } from '../boundLoss';
import { isPlace, type Place } from '../views/place';
import { chooseLoss } from './chooseLoss';
import type { CommandContext } from './index';

/** The point that is named, else one that the user picks of the loss that is named, under the cursor, or picked; undefined when nothing is chosen. */
export async function choosePlace(
  { engine, points }: CommandContext,
  argument: unknown,
  fits: (place: Place) => boolean = () => true,
): Promise<Place | undefined> {
  if (isPlace(argument)) return argument;
  const target = await chooseLoss(engine, argument);
  if (!target) return undefined;
  const progress = { location: vscode.ProgressLocation.Window, title: 'Looking for critical points' };
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
    void vscode.window.showInformationMessage(`No such critical point of ${name} was found in the box; @domain sets the box.`);
    return undefined;
  }
  const items = places.map((place) => ({
    label: `${place.name} (${Array.from(place.point.at, (value) => fixed(value)).join(', ')})`,
    description: `${place.point.kind} · L ${significant(place.point.loss)}`,
    place,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: name,
    placeHolder: 'Choose a critical point',
    matchOnDescription: true,
  });
  return picked?.place;
}
