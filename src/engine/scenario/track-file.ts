import { readsKey } from '../tracker/assembly/tracker-config.schema.js';
import type { Issue, Parsed } from './errors.js';
import { type Locate, makeIssue } from './schema-issue.js';
import { type TrackFile, trackFileSchema } from './track-file.schema.js';
import { parseYamlDocument } from './yaml-document.js';

/** Reads a tracking configuration (YAML or JSON): the configuration, or everything that is wrong with it. */
export function parseTrackFile(text: string, file: string): Parsed<TrackFile> {
  return parseYamlDocument(text, file, trackFileSchema, ({ raw, locate }, value) => {
    const issues: Issue[] = value ? unread(raw, value.tracker.kind, locate) : [];
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

/** Settings of the other kind of tracker: left alone they would be without effect, and nobody would know. */
function unread(raw: unknown, kind: TrackFile['tracker']['kind'], locate: Locate): Issue[] {
  const { tracker = {} } = raw as { tracker?: object };
  return Object.keys(tracker)
    .filter((key) => !readsKey(kind, key))
    .map((key) => {
      const message = `a tracker of kind ${kind}${'kind' in tracker ? '' : ', which is the default,'} does not read ${key}; kind: ${kind === 'modeBank' ? 'assembled' : 'modeBank'} does`;
      return makeIssue(locate, 'SCN-134', ['tracker', key], message);
    });
}

/** What is used where no file is given. */
export const defaultTrackFile = (): TrackFile => trackFileSchema.parse({});
