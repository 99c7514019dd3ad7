import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNetwork } from './network.js';
import type { LinkSpec } from './network.schema.js';
import { connected, linkUp, powered } from './state.js';

const link = (id: string, from: string, to: string, more: Partial<LinkSpec> = {}): LinkSpec => ({
  id,
  from,
  to,
  kind: 'data',
  bidirectional: true,
  enabled: true,
  delayS: 1,
  lossProbability: 0,
  tracksPerMinute: 600,
  updatePeriodS: 4,
  positionErrorM: 0,
  ...more,
});
const chain = (outages: { node?: string; link?: string; fromS: number; toS: number }[] = []) =>
  createNetwork({
    nodes: ['c', 'a', 'b', 'alone'],
    links: [link('ab', 'a', 'b'), link('bc', 'b', 'c', { bidirectional: false })],
    outages,
  });

describe('who is connected', () => {
  test('a message passes over several links, in the directions that they work', () => {
    const network = chain();
    expect(connected(network, 'a', 'c', 0)).toBe(true);
    expect(connected(network, 'c', 'a', 0)).toBe(false);
    expect(connected(network, 'a', 'alone', 0)).toBe(false);
    expect(connected(network, 'alone', 'alone', 0)).toBe(true);
  });

  test('a link that is not enabled connects nothing', () => {
    const network = createNetwork({
      nodes: ['a', 'b'],
      links: [link('ab', 'a', 'b', { enabled: false })],
      outages: [],
    });
    expect(connected(network, 'a', 'b', 0)).toBe(false);
    expect(linkUp(network, 'ab', 0)).toBe(false);
  });

  test('an outage holds from its start until just before its end, and overlapping ones join', () => {
    const network = chain([
      { link: 'ab', fromS: 10, toS: 20 },
      { link: 'ab', fromS: 15, toS: 30 },
      { link: 'ab', fromS: 50, toS: 60 },
    ]);
    const up = [9.9, 10, 20, 29.9, 30, 55, 60].map((t) => linkUp(network, 'ab', t));
    expect(up).toEqual([true, false, false, false, true, false, true]);
    expect(linkUp(network, 'bc', 15)).toBe(true);
  });

  test('a relay without power cuts those behind it, and time may be asked backwards', () => {
    const network = chain([{ node: 'b', fromS: 100, toS: 200 }]);
    expect([50, 150, 250, 150, 50].map((t) => connected(network, 'a', 'c', t))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(powered(network, 'b', 150)).toBe(false);
    expect(connected(network, 'b', 'b', 150)).toBe(false);
  });

  test('unknown names are told apart: errors in the description, no in a question', () => {
    expect(() => createNetwork({ nodes: ['a'], links: [link('ab', 'a', 'b')], outages: [] })).toThrow('"b"');
    expect(() => createNetwork({ nodes: ['a', 'a'], links: [], outages: [] })).toThrow('same id');
    expect(() => chain([{ link: 'xy', fromS: 0, toS: 1 }])).toThrow('"xy"');
    expect(powered(chain(), 'nobody', 0)).toBe(false);
    expect(linkUp(chain(), 'nothing', 0)).toBe(false);
    expect(connected(chain(), 'a', 'nobody', 0)).toBe(false);
  });

  test('reachability agrees with repeated joining, at any time and in any order of links', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const spec = fc.record({
      links: fc.array(
        fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids), both: fc.boolean(), out: fc.nat(9) }),
        { maxLength: 8 },
      ),
      dark: fc.constantFrom(...ids),
      time: fc.nat(9),
    });
    fc.assert(
      fc.property(spec, ({ links, dark, time }) => {
        const specs = links.map((l, k) => link(`l${k}`, l.from, l.to, { bidirectional: l.both }));
        const outages = [
          ...links.map((l, k) => ({ link: `l${k}`, fromS: l.out, toS: l.out + 2 })),
          { node: dark, fromS: 3, toS: 6 },
        ];
        const network = createNetwork({ nodes: ids, links: specs, outages });
        const shuffled = createNetwork({
          nodes: [...ids].reverse(),
          links: [...specs].reverse(),
          outages: [...outages].reverse(),
        });
        const isDark = (id: string) => id === dark && time >= 3 && time < 6;
        const alive = links.filter((l) => !(time >= l.out && time < l.out + 2) && !isDark(l.from) && !isDark(l.to));
        const reach = new Map(ids.map((id) => [id, new Set(isDark(id) ? [] : [id])]));
        for (let round = 0; round < ids.length; round++) {
          for (const set of reach.values()) {
            for (const l of alive) {
              if (set.has(l.from)) set.add(l.to);
              if (l.both && set.has(l.to)) set.add(l.from);
            }
          }
        }
        for (const a of ids) {
          for (const b of ids) {
            expect(connected(network, a, b, time)).toBe(reach.get(a)?.has(b));
            expect(connected(shuffled, a, b, time)).toBe(reach.get(a)?.has(b));
          }
        }
      }),
    );
  });
});
