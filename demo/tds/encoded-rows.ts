import type { Batch, Result } from '#demo/sql/select';
import { byteWriter } from '#demo/tds/byte-writer';
import { rowEncoder } from '#demo/tds/result-encoder';

/** Rows of a block already in the form of the wire. */
export type EncodedRows = {
  /** The bytes of a batch whose rows lie together; undefined when it cannot be served this way. */
  find(result: Result, batch: Batch, compactNulls: boolean): Buffer[] | undefined;
};

type Encoded = { segments: Buffer[]; offsets: Float64Array };

const segmentRows = 65_536;

/** Keeps the encoded rows of every block, per projection, for as long as the block lives. */
export function encodedRows(): EncodedRows {
  const known = new WeakMap<object, Map<string, Encoded>>();
  return {
    find(result, { columns, rows, from, to }, compactNulls) {
      const { projection } = result;
      if (projection === undefined || rows) return undefined;
      const byProjection = known.get(columns) ?? new Map<string, Encoded>();
      known.set(columns, byProjection);
      let encoded = byProjection.get(projection);
      if (!encoded) {
        encoded = encodeBlock(result, columns, compactNulls);
        byProjection.set(projection, encoded);
      }
      return slices(encoded, from, to);
    },
  };
}

function encodeBlock(result: Result, columns: Batch['columns'], compactNulls: boolean): Encoded {
  const count = columns[0]?.length ?? 0;
  const offsets = new Float64Array(count + 1);
  const segments: Buffer[] = [];
  const encode = rowEncoder(result, compactNulls);
  for (let start = 0; start < count; start += segmentRows) {
    const writer = byteWriter(segmentRows * 256);
    const end = Math.min(count, start + segmentRows);
    for (let row = start; row < end; row += 1) {
      offsets[row] = writer.length();
      encode(writer, { columns, rows: undefined, from: row, to: row + 1 });
    }
    segments.push(writer.take());
  }
  return { segments, offsets };
}

function slices({ segments, offsets }: Encoded, from: number, to: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = from; start < to; ) {
    const index = Math.floor(start / segmentRows);
    const segment = segments[index];
    if (!segment) break;
    const end = Math.min(to, (index + 1) * segmentRows);
    const isSegmentEnd = end % segmentRows === 0 || end === offsets.length - 1;
    parts.push(segment.subarray(offsets[start], isSegmentEnd ? segment.length : offsets[end]));
    start = end;
  }
  return parts;
}
