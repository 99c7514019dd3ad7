// Makes data/etopo5-emed.bin.gz from a GeoTIFF window of ETOPO5 (layout: src/engine/earth/etopo.ts).
//   node scripts/make-etopo5-window.mjs etopo5_emed_15E50E_25N50N.tif [data/etopo5-emed.bin.gz]
import { writeFileSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { gzipSync } from 'node:zlib';
import { fromFile } from 'geotiff';

// The GeoTIFF counts positions as if its samples stood on whole multiples of 5', the first at 15 E, 50 N (the centre of
// its first pixel). ETOPO5's documentation says that a value is the elevation of its cell's centre (half a step east
// and south of the cell's corner), and by measurement the columns are one step further east: against SRTM the
// correlation is best, 0.99, at exactly +1.5 columns and -0.5 rows, and summits fall into place
// (data/README.md; src/engine/earth/etopo.test.ts holds it there).
const EAST_SHIFT_COLUMNS = 1.5;
const NORTH_SHIFT_ROWS = -0.5;

const [source, target = 'data/etopo5-emed.bin.gz'] = argv.slice(2);
if (source === undefined) {
  stderr.write('usage: node scripts/make-etopo5-window.mjs WINDOW.tif [OUT.bin.gz]\n');
  exit(2);
}
const image = await (await fromFile(source)).getImage();
const columns = image.getWidth();
const rows = image.getHeight();
const [cornerLon, cornerLat] = image.getOrigin();
const [stepLon] = image.getResolution();
const [heights] = await image.readRasters();
const perDegree = Math.round(1 / stepLon);
const step = 1 / perDegree;
// Whole steps first, so that rounding in the file's tags does not move the grid.
const firstColumn = Math.round((cornerLon + step / 2) * perDegree) + EAST_SHIFT_COLUMNS;
const firstRow = Math.round((cornerLat - step / 2) * perDegree) + NORTH_SHIFT_ROWS;
const bytes = Buffer.alloc(40 + 2 * rows * columns);
bytes.write('PARAGRD1', 'ascii');
bytes.writeInt32LE(rows, 8);
bytes.writeInt32LE(columns, 12);
bytes.writeDoubleLE((firstRow - (rows - 1)) / perDegree, 16);
bytes.writeDoubleLE(firstColumn / perDegree, 24);
bytes.writeDoubleLE(step, 32);
for (let row = 0; row < rows; row++) {
  const fromNorth = rows - 1 - row;
  for (let column = 0; column < columns; column++) {
    bytes.writeInt16LE(heights[fromNorth * columns + column], 40 + 2 * (row * columns + column));
  }
}
writeFileSync(target, gzipSync(bytes, { level: 9 }));
stdout.write(`${target}: ${columns} x ${rows} samples from ${bytes.readDoubleLE(24)} E, ${bytes.readDoubleLE(16)} N\n`);
