import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { type Issue, inputError, type Patches, type PatchValue, patchFromText } from '../index.js';

/** Most worker threads that can be asked for. */
const MOST_WORKERS = 256;
/** Seeds are 32-bit keys of the random streams. */
const GREATEST_SEED = 0xffffffff;

export const optionIssue = (option: string, message: string): Issue => ({
  code: 'SCN-047',
  message,
  file: option,
  line: 0,
  column: 0,
  path: '',
});

/** A parser for an option that is a whole number. */
export function wholeNumber(option: string, least: number, greatest: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= greatest) return value;
    const message = `${option} must be a whole number ${least}–${greatest}; got ‘${text}’`;
    throw inputError([optionIssue(option, message)]);
  };
}

/** A parser for an option that is a number. */
export function decimal(option: string, least: number, greatest: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) && value >= least && value <= greatest) return value;
    throw inputError([optionIssue(option, `${option} must be a number ${least}–${greatest}; got ‘${text}’`)]);
  };
}

/** A parser for an option that is a list of numbers, told apart by commas: in ascending order, each once. */
export function decimals(option: string, least: number, greatest: number, most: number) {
  const parse = decimal(option, least, greatest);
  return (text: string): number[] => {
    const values = [...new Set(text.split(',').map((part) => parse(part.trim())))].sort((a, b) => a - b);
    if (values.length <= most) return values;
    throw inputError([optionIssue(option, `${option} takes up to ${most} numbers; got ${values.length}`)]);
  };
}

export const seedOption = wholeNumber('--seed', 0, GREATEST_SEED);
export const replicationOption = wholeNumber('--replication', 0, 99_999);
export const replicationsOption = wholeNumber('--replications', 2, 100_000);
export const workersOption = wholeNumber('--workers', 1, MOST_WORKERS);

/** All cores. */
export const defaultWorkers = (): number => Math.min(MOST_WORKERS, availableParallelism());

/** Gathers `--set path=value`, which can be given several times. */
export function gatherSet(text: string, before: Patches = {}): Patches {
  const patch: [string, PatchValue] | undefined = patchFromText(text);
  if (!patch) {
    const message = `--set must be path=value, as in terrain.roughnessMarginM=300; got ‘${text}’`;
    throw inputError([optionIssue('--set', message)]);
  }
  return { ...before, [patch[0]]: patch[1] };
}

/** The options that `run` and `study` share. */
export function withSet(command: Command): Command {
  return command.option('--set <path=value>', 'change one assumption (can be given several times)', gatherSet);
}

/** As a shell reads it back. */
export const inShell = (word: string): string =>
  /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** Changes as they are given again on a command line. */
export const setOptions = (set: Patches = {}): string =>
  Object.entries(set)
    .map(([path, value]) => ` --set ${inShell(`${path}=${value}`)}`)
    .join('');
