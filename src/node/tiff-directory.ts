/**
 * The first directory of a TIFF: tags and their values (Adobe, *TIFF Revision 6.0*, 1992, section 2; BigTIFF has wider
 * offsets). Nothing is allocated for a claim before it is known to lie inside the file.
 */
export interface TiffDirectory {
  readonly littleEndian: boolean;
  /** Values of a tag that holds numbers; undefined where it is not there or holds none. */
  numbers(tag: number): readonly number[] | undefined;
  /** Value of a tag that holds text, up to its first zero byte. */
  text(tag: number): string | undefined;
}

/** A reader of one value by its TIFF type, and the bytes that it takes. */
const TYPES: Readonly<
  Record<number, readonly [bytes: number, read: (v: DataView, at: number, le: boolean) => number]>
> = {
  1: [1, (v, at) => v.getUint8(at)],
  2: [1, (v, at) => v.getUint8(at)],
  3: [2, (v, at, le) => v.getUint16(at, le)],
  4: [4, (v, at, le) => v.getUint32(at, le)],
  5: [8, (v, at, le) => v.getUint32(at, le) / v.getUint32(at + 4, le)],
  6: [1, (v, at) => v.getInt8(at)],
  7: [1, (v, at) => v.getUint8(at)],
  8: [2, (v, at, le) => v.getInt16(at, le)],
  9: [4, (v, at, le) => v.getInt32(at, le)],
  10: [8, (v, at, le) => v.getInt32(at, le) / v.getInt32(at + 4, le)],
  11: [4, (v, at, le) => v.getFloat32(at, le)],
  12: [8, (v, at, le) => v.getFloat64(at, le)],
  13: [4, (v, at, le) => v.getUint32(at, le)],
  16: [8, (v, at, le) => Number(v.getBigUint64(at, le))],
  17: [8, (v, at, le) => Number(v.getBigInt64(at, le))],
  18: [8, (v, at, le) => Number(v.getBigUint64(at, le))],
};

/** Entries of a directory; a GeoTIFF has about twenty. */
const MOST_ENTRIES = 512;

/** Throws a RangeError that says what is wrong. */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes.length >= 16 ? view.getUint16(0) : 0;
  const littleEndian = order === 0x4949;
  const version = littleEndian || order === 0x4d4d ? view.getUint16(2, littleEndian) : 0;
  if (version !== 42 && version !== 43) throw new RangeError('it is no TIFF: its first bytes are wrong');
  const big = version === 43;
  const offsetAt = (at: number): number =>
    big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  const directory = offsetAt(big ? 8 : 4);
  const head = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const inline = big ? 8 : 4;
  if (!(directory >= 8 && directory + head <= bytes.length))
    throw new RangeError('it is cut short: its directory lies outside the file');
  const entries = big ? offsetAt(directory) : view.getUint16(directory, littleEndian);
  if (!(entries >= 1 && entries <= MOST_ENTRIES)) throw new RangeError(`its directory cannot have ${entries} entries`);
  if (directory + head + entries * entryBytes > bytes.length)
    throw new RangeError('it is cut short: its directory lies outside the file');
  const places = new Map<number, { type: number; count: number; at: number }>();
  for (let k = 0; k < entries; k++) {
    const entry = directory + head + k * entryBytes;
    const tag = view.getUint16(entry, littleEndian);
    const type = view.getUint16(entry + 2, littleEndian);
    const count = offsetAt(entry + 4);
    // A reader passes over types that it does not know.
    const length = (TYPES[type]?.[0] ?? 0) * count;
    const value = entry + 4 + inline;
    const at = length <= inline ? value : offsetAt(value);
    if (!(at + length <= bytes.length))
      throw new RangeError(`it is cut short: the values of the tag ${tag} lie outside the file`);
    if (TYPES[type] !== undefined) places.set(tag, { type, count, at });
  }
  return {
    littleEndian,
    numbers: (tag) => {
      const place = places.get(tag);
      if (place === undefined || place.type === 2) return undefined;
      const [size, read] = TYPES[place.type];
      return Array.from({ length: place.count }, (_, i) => read(view, place.at + i * size, littleEndian));
    },
    text: (tag) => {
      const place = places.get(tag);
      if (place === undefined || place.type !== 2) return undefined;
      return String.fromCharCode(...bytes.subarray(place.at, place.at + Math.min(place.count, 200))).split('\0', 1)[0];
    },
  };
}
