import { firstNonFinite } from './firstNonFinite';
import { gradientExplodes } from './gradientExplodes';
import { gradientVanishes } from './gradientVanishes';
import { illConditioned } from './illConditioned';
import { learningRateUnstable } from './learningRateUnstable';
import { nonSmooth } from './nonSmooth';
import type { Rule } from './rule';
import { startOnMaximum } from './startOnMaximum';
import { startOnPlateau } from './startOnPlateau';
import { startOnSaddle } from './startOnSaddle';
import { userGradientWrong } from './userGradientWrong';

/** Every diagnostic, in the order in which they are reported. */
export const rules: readonly Rule[] = [
  ...[firstNonFinite, userGradientWrong, learningRateUnstable],
  ...[startOnSaddle, startOnMaximum, startOnPlateau, nonSmooth],
  ...[illConditioned, gradientVanishes, gradientExplodes],
];
