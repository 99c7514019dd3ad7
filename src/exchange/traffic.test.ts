import { describe, expect, test } from 'vitest';
import { missingTrafficColumns, readTraffic } from './traffic.js';

const HEADER = 'time_utc,icao24,lat_deg,lon_deg,baro_alt_ft';
const row = (second: number, lat = 40, address = '4ba001'): string =>
  `2020-02-29T23:59:${String(second).padStart(2, '0')}Z,${address},${lat},33,10000`;

describe('reports of aircraft', () => {
  test('become flights in order of address, in metres, radians and seconds of the day', () => {
    const { flights, date, aircraft } = readTraffic(
      [HEADER, row(0), row(0, 41, '4'), row(10), row(10, 41, '4')].join('\n'),
    );
    expect([date, aircraft, flights.map(({ id }) => id)]).toEqual(['2020-02-29', 2, ['000004', '4ba001']]);
    expect(flights[1].times).toEqual([86_340, 86_350]);
    expect(flights[1].places.slice(0, 3)).toEqual([(40 * Math.PI) / 180, (33 * Math.PI) / 180, 3048]);
  });

  test('go on beyond midnight, and end at a gap of over a minute', () => {
    const later = ['2020-03-01T00:00:10Z', '2020-03-01T00:01:20Z', '2020-03-01T00:01:30Z'];
    const { flights } = readTraffic(
      [HEADER, row(50), ...later.map((time) => `${time},4ba001,40,33,10000`)].join('\r\n'),
    );
    expect(flights.map(({ id, times }) => [id, times])).toEqual([
      ['4ba001', [86_390, 86_410]],
      ['4ba001#2', [86_480, 86_490]],
    ]);
  });

  test('that stand alone are no flight, and that is told', () => {
    const { flights, problems } = readTraffic([HEADER, row(0)].join('\n'));
    expect(flights).toEqual([]);
    expect(problems).toEqual([
      { message: 'no other report of its aircraft within 60 s: left out', count: 1, lines: [2] },
    ]);
  });

  test('need five columns, in any order', () => {
    expect(missingTrafficColumns('baro_alt_ft,lon_deg,icao24,time_utc,more')).toEqual(['lat_deg']);
  });
});
