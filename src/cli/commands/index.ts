import type { Command } from '../command';
import { basins } from './basins';
import { check } from './check';
import { convexityCommand } from './convexity';
import { critical } from './critical';
import { descend } from './descend';
import { escapeCommand } from './escape';
import { inspect } from './inspect';
import { list } from './list';
import { plot } from './plot';
import { search } from './search';
import { sections } from './sections';
import { sharpnessCommand } from './sharpness';
import { spectrum } from './spectrum';
import { starts } from './starts';
import { train } from './train';
import { vary } from './vary';

/** In the order of the help. */
export const commands: readonly Command[] = [
  list,
  inspect,
  descend,
  critical,
  escapeCommand,
  sections,
  convexityCommand,
  sharpnessCommand,
  spectrum,
  check,
  basins,
  search,
  vary,
  train,
  starts,
  plot,
];
