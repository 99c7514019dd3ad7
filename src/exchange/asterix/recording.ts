import type { CaptureCounts } from '../capture.js';
import type { AsterixProblem, AsterixRecord } from './record.js';

/** What a file holds: a capture of packets, or data blocks one after another. */
export type RecordingForm = 'pcap' | 'pcapng' | 'blocks';

/** A recording read to the end, with everything in it that could not be used counted. */
export interface Recording {
  readonly form: RecordingForm;
  /** Records of the categories that are decoded, in the order of the file, each once. */
  readonly records: readonly AsterixRecord[];
  /** What was wrong, by offset in the file; at most PROBLEMS_LISTED of them, the rest only counted. */
  readonly problems: readonly AsterixProblem[];
  readonly problemCount: number;
  /** Data blocks of other categories: category → count. */
  readonly skipped: ReadonlyMap<number, number>;
  /** Payloads left out because a second network carried the same bytes (see DUPLICATE_WINDOW). */
  readonly duplicates: number;
  /** What became of the packets; undefined of raw blocks. */
  readonly packets?: CaptureCounts;
}
