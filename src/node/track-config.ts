import { defaultTrackFile, parseTrackFile, type TrackFile } from '../index.js';
import { must, readInput } from './files.js';

/** The configuration that a file holds, or the defaults. Throws an input error with everything that is wrong. */
export const readTrackConfig = (file: string | undefined): TrackFile =>
  file === undefined ? defaultTrackFile() : must(parseTrackFile(must(readInput(file)), file));
