import type { Issue, Parsed } from './errors.js';
import { makeIssue } from './schema-issue.js';
import { type TrackFile, trackFileSchema } from './track-file.schema.js';
import { parseYamlDocument } from './yaml-document.js';

/** Reads a tracking configuration (YAML or JSON): the configuration, or everything that is wrong with it. */
export function parseTrackFile(text: string, file: string): Parsed<TrackFile> {
  return parseYamlDocument(text, file, trackFileSchema, ({ locate }, value) => {
    const issues: Issue[] = [];
    const seen = new Map<string, number>();
    value?.radars.forEach(({ sac, sic }, k) => {
      const id = `${sac}/${sic}`;
      const before = seen.get(id);
      if (before === undefined) seen.set(id, k);
      else {
        const message = `a radar is given once; radars[${before}] is SAC/SIC ${id} too`;
        issues.push(makeIssue(locate, 'SCN-015', ['radars', k], message));
      }
    });
    return issues;
  });
}

/** What is used where no file is given. */
export const defaultTrackFile = (): TrackFile => trackFileSchema.parse({});
