import {
  inputError,
  missingTrafficColumns,
  nearestName,
  readTraffic,
  TRAFFIC_COLUMNS,
  type Traffic,
} from '../index.js';
import { fileIssue } from './files.js';

/** Flights in reports of aircraft, at least one. Throws an input error that tells the line where the text cannot be used. */
export function trafficOfText(file: string, text: string): Traffic {
  const header = text.slice(0, Math.max(0, text.search(/\r?\n|$/)));
  const missing = missingTrafficColumns(header);
  if (missing.length > 0) {
    const names = header.trim().split(',');
    throw inputError(
      missing.map((column) => {
        const nearest = nearestName(column, names);
        const near = nearest === undefined ? '' : `; is ‘${nearest}’ meant?`;
        const message = `the header must name the column ${column} (all that are needed: ${TRAFFIC_COLUMNS.join(', ')})${near}`;
        return { ...fileIssue('SCN-130', file, message), line: 1, column: 1 };
      }),
    );
  }
  const traffic = readTraffic(text);
  if (traffic.flights.length > 0) return traffic;
  const reasons = traffic.problems.map(({ message, count, lines }) => `${count} × ${message} (line ${lines[0]} first)`);
  const why = reasons.length > 0 ? `: ${reasons.join('; ')}` : '';
  throw inputError([fileIssue('SCN-131', file, `no flight in ${traffic.rows} rows${why}`)]);
}
