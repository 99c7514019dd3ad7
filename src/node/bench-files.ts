import {
  type BenchHead,
  type BenchTracks,
  type BenchTruth,
  type Issue,
  inputError,
  type Read,
  readBenchTracks,
  readBenchTruth,
} from '../index.js';
import { must, readInput } from './files.js';

/** Largest file of a recording, bytes: text of up to this length can be held. */
const LARGEST_RECORDING_BYTES = 400_000_000;

/** Reads a file of a recording; throws an input error with every fault that is told. */
export function readRecording<T>(file: string, reader: (text: string) => Read<T>): T {
  const read = reader(must(readInput(file, LARGEST_RECORDING_BYTES)));
  if (read.faults) throw inputError(read.faults.map((fault): Issue => ({ ...fault, file })));
  return read.value;
}

export const readTruthFile = (file: string): BenchTruth => readRecording(file, readBenchTruth);

/** The tracks of the recording that `head` names. */
export const readTracksFile = (file: string, head: BenchHead): BenchTracks =>
  readRecording(file, (text) => readBenchTracks(text, head));
