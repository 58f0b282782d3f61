import { Command, InvalidArgumentError } from 'commander';
import { fileURLToPath } from 'node:url';
import type { WantedRules } from './rules.ts';

/** Options that a replay and its count have in common. */
export interface ReplayOptions extends WantedRules {
  transcripts: string;
  speed: number;
  conversations?: number;
  margin: number;
}

/** Two levels up: compiled, this lies in `dist/demo`. */
const SHIPPED = fileURLToPath(new URL('../../demo/transcripts.jsonl', import.meta.url));

function numberOf(text: string, least: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < least) {
    throw new InvalidArgumentError(`A number of at least ${least} is wanted.`);
  }
  if (whole && !Number.isInteger(value)) throw new InvalidArgumentError('A whole number, please.');
  return value;
}

/** Parses a positive number of an option. */
export const positive = (text: string): number => numberOf(text, 0.001, false);
/** Parses a number of an option that may be zero. */
export const notNegative = (text: string): number => numberOf(text, 0, false);
const atLeastOne = (text: string): number => numberOf(text, 1, true);

/** A command with the options that a replay and its count have in common. */
export function replayCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--transcripts <file>', 'conversations, one JSON object a line', SHIPPED)
    .option('--conversations <number>', 'only the first so many', atLeastOne)
    .option('--speed <number>', 'transcript seconds that pass in a real second', positive, 60)
    .option('--limit-seconds <number>', 'response limit, in transcript time', positive, 1800)
    .option('--warning-seconds <number>', 'warning before it; 0 for none', notNegative, 300)
    .option('--reassign-seconds <number>', 'reassignment after, in transcript time', positive, 600)
    .option('--auto-close-seconds <number>', 'auto-close after, in transcript time', positive, 600)
    .option(
      '--margin <seconds>',
      'real time the system may take to serve a session or to fire a timer',
      notNegative,
      2,
    );
}
