import { makeGridTerrain, type Terrain } from './terrain.js';

const DEGREE = Math.PI / 180;

/** First bytes of a window file. */
const MAGIC = 'PARAGRD1';
const HEADER_BYTES = 40;

/**
 * Decodes the shipped ETOPO5 window (NOAA NGDC, 1988; see data/README.md), already inflated. Little-endian: 8 bytes of
 * magic; int32 rows, columns; float64 latitude of the southern row, longitude of the western column, step, in degrees;
 * then int16 metres, from the south northwards and from the west eastwards. Samples stand at the centres of cells.
 */
export function decodeEtopo5(bytes: Uint8Array): Terrain {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let magic = '';
  for (let i = 0; i < MAGIC.length && i < bytes.length; i++) magic += String.fromCharCode(bytes[i]);
  if (magic !== MAGIC || bytes.length < HEADER_BYTES)
    throw new RangeError('not a terrain window: its first bytes are wrong');
  const rows = view.getInt32(8, true);
  const columns = view.getInt32(12, true);
  if (rows < 2 || columns < 2 || bytes.length !== HEADER_BYTES + 2 * rows * columns) {
    throw new RangeError(`a terrain window of ${rows} x ${columns} samples cannot have ${bytes.length} bytes`);
  }
  const heights = new Int16Array(rows * columns);
  for (let i = 0; i < heights.length; i++) heights[i] = view.getInt16(HEADER_BYTES + 2 * i, true);
  return makeGridTerrain({
    name: 'etopo5',
    south: view.getFloat64(16, true) * DEGREE,
    west: view.getFloat64(24, true) * DEGREE,
    step: view.getFloat64(32, true) * DEGREE,
    rows,
    columns,
    heights,
  });
}
