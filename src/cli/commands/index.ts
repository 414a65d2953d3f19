import type { Command } from '../command';
import { critical } from './critical';
import { descend } from './descend';
import { inspect } from './inspect';
import { list } from './list';
import { plot } from './plot';

/** In the order of the help. */
export const commands: readonly Command[] = [list, inspect, descend, critical, plot];
