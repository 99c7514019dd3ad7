import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import type { MeasureDefinition, StudyResult } from '../index.js';
import { PARAPET_VERSION } from './files.js';

/** results.parquet: one row for each replication, variant and measure; a time that never came is null. */
export function encodeResults(result: StudyResult, definitions: readonly MeasureDefinition[]): Uint8Array {
  const replication: number[] = [];
  const variant: string[] = [];
  const measure: string[] = [];
  const unit: string[] = [];
  const value: (number | null)[] = [];
  for (const row of result.rows) {
    for (const definition of definitions) {
      const found = row.measures[definition.id];
      if (found === undefined) continue;
      replication.push(row.replication);
      variant.push(row.variant);
      measure.push(definition.id);
      unit.push(definition.unit);
      value.push(found);
    }
  }
  return encode(result, [
    { name: 'replication', data: replication, type: 'INT32', nullable: false },
    { name: 'variant', data: variant, type: 'STRING', nullable: false },
    { name: 'measure', data: measure, type: 'STRING', nullable: false },
    { name: 'unit', data: unit, type: 'STRING', nullable: false },
    { name: 'value', data: value, type: 'DOUBLE', nullable: true },
  ]);
}

/** assumptions.parquet: the value that each replication drew for each uncertain assumption. */
export function encodeDraws(
  result: StudyResult,
  paths: readonly string[],
  draws: ReadonlyMap<number, readonly number[]>,
): Uint8Array {
  const replication: number[] = [];
  const path: string[] = [];
  const value: number[] = [];
  for (const [index, drawn] of [...draws].sort((a, b) => a[0] - b[0])) {
    for (const [i, used] of drawn.entries()) {
      replication.push(index);
      path.push(paths[i]);
      value.push(used);
    }
  }
  return encode(result, [
    { name: 'replication', data: replication, type: 'INT32', nullable: false },
    { name: 'path', data: path, type: 'STRING', nullable: false },
    { name: 'value', data: value, type: 'DOUBLE', nullable: false },
  ]);
}

function encode(result: StudyResult, columnData: ColumnSource[]): Uint8Array {
  const kvMetadata = [
    { key: 'study', value: result.study },
    { key: 'digest', value: result.digest },
    { key: 'partial', value: String(result.partial) },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: `parapet ${PARAPET_VERSION}` }));
}

/** Phase digests as little-endian words. */
export function encodePhases(runs: readonly Uint32Array[]): Uint8Array {
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  const bytes = new Uint8Array(4 * length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const run of runs) {
    for (const word of run) {
      view.setUint32(at, word, true);
      at += 4;
    }
  }
  return bytes;
}

/** The inverse: one array for each length. Words that a truncated file lacks are missing from the last arrays. */
export function decodePhases(bytes: Uint8Array, lengths: readonly number[]): Uint32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return lengths.map((length) => {
    const there = Math.max(0, Math.min(length, Math.floor((bytes.length - at) / 4)));
    const run = new Uint32Array(there);
    for (let i = 0; i < there; i++) run[i] = view.getUint32(at + 4 * i, true);
    at += 4 * length;
    return run;
  });
}
