import { resolve } from 'node:path';
import { inputError, type ResolvedScenario, type Traffic } from '../index.js';
import { fileIssue } from './files.js';
import type { NamedText } from './project.js';
import { readRecordingFile } from './read-recording.js';
import { trafficOfText } from './read-traffic.js';

/** Recorded traffic by the name that a scenario gives its file, and what text it was, for the manifest. */
export interface RecordingStore {
  /** Flights of the recording that a scenario names, read once; undefined if it names none. */
  flightsOf(scenario: ResolvedScenario): Traffic['flights'] | undefined;
  /** Every text read so far, by name. */
  texts(): NamedText[];
}

/** Largest text: it goes whole into the manifest. As for other input. */
const MOST_CHARACTERS = 5_000_000;

/** `folder`: what a file's name is relative to. `given`: texts that need not be read, as a manifest holds them. */
export function openRecordings(folder: string, given: readonly NamedText[] = []): RecordingStore {
  const texts = new Map(given.map(({ name, text }) => [name, text]));
  const loaded = new Map<string, Traffic['flights']>();
  return {
    flightsOf: ({ traffic }) => {
      const file = traffic?.recorded?.file;
      if (file === undefined) return undefined;
      let flights = loaded.get(file);
      if (flights === undefined) {
        const text = texts.get(file) ?? readText(resolve(folder, file));
        flights = trafficOfText(file, text).flights;
        texts.set(file, text);
        loaded.set(file, flights);
      }
      return flights;
    },
    texts: () => [...loaded.keys()].sort().map((name) => ({ name, text: texts.get(name) as string })),
  };
}

function readText(path: string): string {
  const { bytes, warnings } = readRecordingFile(path, 'csv');
  if (warnings.length > 0) throw inputError([fileIssue('SCN-130', path, warnings[0])]);
  if (bytes.length <= MOST_CHARACTERS) return new TextDecoder().decode(bytes);
  const got = `${(bytes.length / 1e6).toFixed(1)} MB`;
  const message = `a scenario's recording may hold ${MOST_CHARACTERS / 1e6} MB unpacked; got ${got}`;
  throw inputError([fileIssue('SCN-001', path, message)]);
}
