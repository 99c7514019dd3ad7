import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputError, type MeasureValues } from '../index.js';
import { fileIssue, systemReason } from './files.js';

/** One line for each replication done: what a study is resumed from. */
export const JOURNAL_FILE = 'journal.jsonl';

/** All variants of one replication. */
export interface JournalEntry {
  readonly replication: number;
  /** In the order of the study's variants. */
  readonly runs: readonly { readonly digest: string; readonly measures: MeasureValues }[];
  /** Drawn values, in the order of the plan's paths. */
  readonly draws: readonly number[];
}

/** First line: entries count only for exactly these inputs and this version. */
export interface JournalHead {
  readonly parapet: string;
  readonly study: string;
  readonly inputs: string;
}

const writing = <T>(folder: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw inputError([fileIssue('SCN-044', folder, `cannot go on writing: ${systemReason(error)}`)]);
  }
};

/** Starts a journal with what is known so far. */
export function startJournal(folder: string, head: JournalHead, entries: readonly JournalEntry[]): void {
  const temporary = join(folder, `.${JOURNAL_FILE}.${process.pid}.tmp`);
  writing(folder, () => {
    writeFileSync(temporary, journalText(head, entries));
    renameSync(temporary, join(folder, JOURNAL_FILE));
  });
}

export function appendToJournal(folder: string, entry: JournalEntry): void {
  writing(folder, () => appendFileSync(join(folder, JOURNAL_FILE), `${JSON.stringify(entry)}\n`));
}

/** The whole journal in the order of replications, the same bytes whatever order they were done in. */
export function journalText(head: JournalHead, entries: readonly JournalEntry[]): string {
  const sorted = [...entries].sort((a, b) => a.replication - b.replication);
  return [head, ...sorted].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/**
 * The entries of an earlier, interrupted study in this folder; none if there was none. A last line that was cut short
 * by a crash is dropped. Throws an input error if the journal belongs to other inputs.
 */
export function readJournal(folder: string, head: JournalHead): JournalEntry[] {
  const file = join(folder, JOURNAL_FILE);
  if (!existsSync(file)) return [];
  const [first, ...lines] = readFileSync(file, 'utf8').split('\n').map(parseLine);
  const found = first as JournalHead | undefined;
  if (found?.inputs !== head.inputs || found.parapet !== head.parapet) {
    const what =
      found?.inputs === undefined
        ? 'its journal cannot be read'
        : found.parapet !== head.parapet
          ? `it was begun by Parapet ${found.parapet}, and this is ${head.parapet}`
          : 'its study, scenario, catalogue, terrain or --set differ from those given now';
    throw inputError([
      fileIssue('SCN-045', file, `the study cannot be resumed here: ${what}; start anew without --resume`),
    ]);
  }
  const entries = new Map<number, JournalEntry>();
  for (const line of lines) {
    const entry = line as JournalEntry | undefined;
    if (entry && Number.isInteger(entry.replication) && Array.isArray(entry.runs) && Array.isArray(entry.draws)) {
      entries.set(entry.replication, entry);
    }
  }
  return [...entries.values()];
}

function parseLine(line: string): unknown {
  try {
    return line === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}
