// The viewshed over made mountains of the size of a real relief of 90 m cells: both kernels on one thread, their agreement
// with exact lines of sight, and gdal_viewshed's whole process beside them where it is installed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, countAnswer, makeSite } from '../../dist/index.js';
import { openGround } from '../../dist/node/index.js';
import { agreement, makeMountains } from '../../test/fixtures/viewshed-oracle.mjs';

const CELL = 90;
const ORIGIN = { originX: 500_400, originY: 4_537_620 };
const RADIUS = 100_000;
const SIGHT = { observerHeight: 20, targetHeight: 100, earthFactor: 4 / 3 };

/** `quick`: a quarter of the size. Each observer’s rates are the best of `repeats`; GDAL’s of three whole processes. */
export async function measureViewshed(quick) {
  const width = quick ? 930 : 3723;
  const height = quick ? 1138 / 2 : 1138;
  const radius = quick ? RADIUS / 4 : RADIUS;
  const repeats = quick ? 10 : 20;
  const heights = makeMountains(width, height);
  const crs = { kind: 'utm', zone: 34, north: true };
  const raster = {
    width,
    height,
    heights,
    crs,
    ...ORIGIN,
    cellX: CELL,
    cellY: CELL,
    verticalDatum: 'egm96',
    noData: null,
  };
  const places = [
    [0.3, 0.5],
    [0.5, 0.1],
    [0.7, 0.95],
  ].map(([x, y]) => highestNear(raster, Math.round(x * width), Math.round(y * height)));
  const gdal = openGdal(raster);
  const observers = [];
  try {
    for (const place of places) {
      const site = makeSite(raster, { ...place, ...SIGHT, radius });
      const figures = { ...place };
      for (const kernel of ['plain', 'wasm']) {
        const ground = openGround(site, 'bench', { threads: 1, kernel: kernel === 'plain' ? 'plain' : 'fastest' });
        if (ground.kernel.name !== kernel) continue;
        let seconds = Number.POSITIVE_INFINITY;
        for (let k = 0; k < (kernel === 'plain' ? Math.ceil(repeats / 4) : repeats); k++) {
          const start = performance.now();
          await ground.run();
          seconds = Math.min(seconds, (performance.now() - start) / 1000);
        }
        const answer = answerOf(ground);
        const { cellsInRange, visible } = countAnswer(answer);
        const grid = { ...site.ground, cellX: CELL, cellY: CELL };
        const sight = { ...site.sight, eye: SIGHT.observerHeight };
        const agrees = agreement(grid, sight, answer, { radius, target: SIGHT.targetHeight, count: 10_000 });
        figures[kernel] = { cellsInRange, visible, seconds, cellsPerSecond: cellsInRange / seconds, agrees };
      }
      const seconds = gdal?.seconds(place, radius);
      if (seconds) figures.gdal = { seconds, cellsPerSecond: figures.plain.cellsInRange / seconds };
      observers.push(figures);
    }
  } finally {
    gdal?.close();
  }
  const totals = Object.fromEntries(
    ['plain', 'wasm', 'gdal'].flatMap((name) => {
      const runs = observers.map((figures) => figures[name]);
      if (runs.some((run) => run === undefined)) return [];
      const cells = observers.reduce((sum, { plain }) => sum + plain.cellsInRange, 0);
      return [[name, cells / runs.reduce((sum, run) => sum + run.seconds, 0)]];
    }),
  );
  const worst = Math.min(...observers.map(({ plain, wasm }) => Math.min(plain.agrees, wasm?.agrees ?? 1)));
  return { observers, cellsPerSecond: totals, worstAgreement: worst };
}

/** The highest cell within 60 cells: from a plain little is seen, and little can be wrong. */
function highestNear({ width, height, heights }, atCol, atRow) {
  let best = { col: atCol, row: atRow };
  for (let row = Math.max(0, atRow - 60); row <= Math.min(height - 1, atRow + 60); row++)
    for (let col = Math.max(0, atCol - 60); col <= Math.min(width - 1, atCol + 60); col++)
      if (heights[row * width + col] > heights[best.row * width + best.col]) best = { col, row };
  return best;
}

/** One line for a person. */
export function tellViewshed({ cellsPerSecond: { plain, wasm, gdal }, worstAgreement }) {
  const million = (rate) => (rate / 1e6).toFixed(0);
  const against = gdal ? `; ${((wasm ?? plain) / gdal).toFixed(1)} times gdal_viewshed (${million(gdal)})` : '';
  const kernels = `${wasm ? `${million(wasm)} million cells a second in WebAssembly, ` : ''}${million(plain)} in plain TypeScript`;
  return `viewshed                     ${kernels}${against}; at worst ${(100 * worstAgreement).toFixed(2)}% as exact lines see it`;
}

/** gdal_viewshed on the raster in a folder of its own, or undefined where it is not installed. */
function openGdal({ width, height, heights, originX, originY }) {
  try {
    execFileSync('gdalinfo', ['--version'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'parapet-gdal-'));
  const raw = join(folder, 'dem.i16');
  const dem = join(folder, 'dem.tif');
  writeFileSync(raw, new Uint8Array(heights.buffer));
  writeFileSync(
    `${raw.slice(0, -4)}.hdr`,
    `ENVI\nsamples = ${width}\nlines = ${height}\nbands = 1\ndata type = 2\ninterleave = bsq\nbyte order = 0\n`,
  );
  const edges = [originX, originY, originX + width * CELL, originY - height * CELL].map(String);
  execFileSync('gdal_translate', ['-q', '-a_srs', 'EPSG:32634', '-a_ullr', ...edges, '-co', 'COMPRESS=NONE', raw, dem]);
  return {
    seconds({ col, row }, radius) {
      const x = originX + (col + 0.5) * CELL;
      const y = originY - (row + 0.5) * CELL;
      const options = [
        '-ox',
        x,
        '-oy',
        y,
        '-oz',
        SIGHT.observerHeight,
        '-tz',
        SIGHT.targetHeight,
        '-md',
        radius,
        '-cc',
        0.75,
      ];
      let best = Number.POSITIVE_INFINITY;
      for (let k = 0; k < 3; k++) {
        const start = performance.now();
        execFileSync('gdal_viewshed', [
          '-q',
          ...options.map(String),
          '-vv',
          '1',
          '-iv',
          '0',
          '-ov',
          '2',
          dem,
          join(folder, 'seen.tif'),
        ]);
        best = Math.min(best, (performance.now() - start) / 1000);
      }
      return best;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
