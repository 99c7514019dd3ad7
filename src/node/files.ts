import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ErrorCode, type Issue, inputError, isInputError, nearestName, type Parsed } from '../index.js';

/** Folder of the installed package, which holds catalogue/, data/, scenarios/ and studies/. */
export const PACKAGE_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Version of the package. */
export const PARAPET_VERSION: string = (
  JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }
).version;

/** Read at a time. */
const READ_BYTES = 1 << 20;

/** Largest input file; larger ones are not even read. The parser applies the same limit to what it is given. */
const LARGEST_INPUT_BYTES = 5_000_000;

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An issue with a file and no place within it. */
export const fileIssue = (code: ErrorCode, file: string, message: string): Issue => ({
  code,
  message,
  file,
  line: 0,
  column: 0,
  path: '',
});

/** The value, or an input error with every issue. */
export function must<T>(parsed: Parsed<T>): T {
  if (parsed.issues) throw inputError(parsed.issues);
  return parsed.value;
}

/** Reads a text file that a user names. */
export function readInput(file: string, mostBytes = LARGEST_INPUT_BYTES): Parsed<string> {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) {
      return { issues: [fileIssue('SCN-041', file, 'a file is wanted; got a folder')] };
    }
    const bytes = stat.size > mostBytes ? undefined : readAtMost(file, mostBytes);
    if (bytes === undefined) {
      const got = stat.size > mostBytes ? `${(stat.size / 1e6).toFixed(2)} MB` : 'more';
      const issue = fileIssue('SCN-001', file, `a file may hold ${mostBytes / 1e6} MB; got ${got}`);
      return { issues: [{ ...issue, line: 1, column: 1 }] };
    }
    return { value: bytes.toString('utf8') };
  } catch (error) {
    const issue = fileIssue('SCN-041', file, `cannot read the file: ${systemReason(error)}`);
    const nearest = nearestFile(file);
    return { issues: [nearest === undefined ? issue : { ...issue, nearest }] };
  }
}

/** A file's bytes; undefined if there are more. A pipe or a device does not say beforehand, and may have no end. */
function readAtMost(file: string, most: number): Buffer | undefined {
  const handle = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; total <= most; ) {
      const chunk = Buffer.alloc(READ_BYTES);
      const length = readSync(handle, chunk);
      if (length === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, length));
      total += length;
    }
    return undefined;
  } finally {
    closeSync(handle);
  }
}

/** The file of the same folder that was probably meant. */
export function nearestFile(file: string): string | undefined {
  try {
    const folder = dirname(file);
    const name = nearestName(basename(file), readdirSync(folder));
    return name === undefined || name === basename(file) ? undefined : join(folder, name);
  } catch {
    return undefined;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than allowed here',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file of that name is in the way',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'symbolic links go round in circles',
  EIO: 'the device failed',
  Z_BUF_ERROR: 'its compressed data are cut short',
  Z_DATA_ERROR: 'its compressed data are broken',
  ERR_BUFFER_TOO_LARGE: 'it inflates to more than it may hold',
};

/** Why the operating system refused, in words. */
export function systemReason(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return REASONS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

/** Creates a folder and its parents, one by one: `recursive` never returns where a parent cannot hold folders. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Removes what may be there, after a failure that is already being told. */
export function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The folder is not a folder, or gone.
  }
}

/**
 * Creates the output folder and makes sure, before any work begins, that it can be written and has room. Throws an
 * input error if not.
 */
export function prepareFolder(folder: string, expectedBytes: number): void {
  const probe = join(folder, `.probe-${process.pid}`);
  const created = !existsSync(folder);
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.W_OK);
    writeFileSync(probe, new Uint8Array(4096));
    rmSync(probe);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < expectedBytes) {
      if (created) rmSync(folder, { recursive: true, force: true });
      const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
      throw inputError([
        fileIssue(
          'SCN-044',
          folder,
          `about ${megabytes(expectedBytes)} MB are needed; ${megabytes(bavail * bsize)} MB are free`,
        ),
      ]);
    }
  } catch (error) {
    if (isInputError(error)) throw error;
    removeQuietly(probe);
    throw inputError([fileIssue('SCN-044', folder, `cannot write there: ${systemReason(error)}`)]);
  }
}

/**
 * Writes files so that nothing half-written looks whole: all under temporary names first, then the old manifest goes,
 * then each is renamed in the order given, the manifest last. If anything fails, what was written is removed.
 */
export function writeTogether(folder: string, files: readonly { name: string; bytes: string | Uint8Array }[]): void {
  const temporary = (name: string): string => join(folder, `.${name}.${process.pid}.tmp`);
  try {
    for (const { name, bytes } of files) writeFileSync(temporary(name), bytes);
    rmSync(join(folder, files[files.length - 1].name), { force: true });
    for (const { name } of files) renameSync(temporary(name), join(folder, name));
  } catch (error) {
    for (const { name } of files) removeQuietly(temporary(name));
    throw inputError([fileIssue('SCN-044', folder, `cannot write the results: ${systemReason(error)}`)]);
  }
}
