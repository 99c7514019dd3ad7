/**
 * A first look at a TIFF, before anything is allocated for what it claims: the header, and that the first directory and the
 * values that it points to lie inside the file (Adobe, *TIFF Revision 6.0*, 1992, section 2; BigTIFF has wider offsets).
 */

/** Bytes of a value by its TIFF type. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** Entries of a directory; a GeoTIFF has about twenty. */
const MOST_ENTRIES = 512;

/** Throws a RangeError that says what is wrong; tells the byte order. */
export function checkTiffDirectory(bytes: Uint8Array): { littleEndian: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes.length >= 16 ? view.getUint16(0) : 0;
  if (order !== 0x4949 && order !== 0x4d4d) throw new RangeError('it is no TIFF: its first bytes are wrong');
  const littleEndian = order === 0x4949;
  const version = view.getUint16(2, littleEndian);
  if (version !== 42 && version !== 43) throw new RangeError('it is no TIFF: its first bytes are wrong');
  const big = version === 43;
  /** An offset or count of the file's own width; beyond the file where it is. */
  const offsetAt = (at: number): number =>
    big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  const directory = offsetAt(big ? 8 : 4);
  const head = big ? 8 : 2;
  const entryBytes = big ? 20 : 12;
  const tail = big ? 8 : 4;
  const outside = () => new RangeError('it is cut short: its directory lies outside the file');
  if (directory < 8 || directory + head > bytes.length) throw outside();
  const entries = big ? offsetAt(directory) : view.getUint16(directory, littleEndian);
  if (entries < 1 || entries > MOST_ENTRIES) throw new RangeError(`its directory cannot have ${entries} entries`);
  if (directory + head + entries * entryBytes + tail > bytes.length) throw outside();
  const tags = new Set<number>();
  let claimed = 0;
  for (let k = 0; k < entries; k++) {
    const at = directory + head + k * entryBytes;
    const tag = view.getUint16(at, littleEndian);
    if (tags.has(tag)) throw new RangeError(`its directory has the tag ${tag} twice`);
    tags.add(tag);
    const type = view.getUint16(at + 2, littleEndian);
    const size = TYPE_BYTES[type];
    if (size === undefined) throw new RangeError(`the tag ${tag} is of the unknown type ${type}`);
    const length = size * offsetAt(at + 4);
    if (length <= tail) continue;
    claimed += length;
    // Values do not overlap, so all of them together are no longer than the file.
    if (claimed > bytes.length || offsetAt(at + (big ? 12 : 8)) + length > bytes.length)
      throw new RangeError(`it is cut short: the values of the tag ${tag} lie outside the file`);
  }
  return { littleEndian };
}
