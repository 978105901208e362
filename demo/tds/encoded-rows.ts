import type { Batch, Result } from '#demo/sql/select';
import { byteWriter } from '#demo/tds/byte-writer';
import { type RowEncoder, rowEncoder } from '#demo/tds/result-encoder';

/** Rows of a block already in the form of the wire. */
export type EncodedRows = {
  /** The bytes of a batch whose rows lie together; undefined when it cannot be served this way. */
  find(result: Result, batch: Batch, compactNulls: boolean): Buffer[] | undefined;
};

/** Some rows as bytes: row `i` of them starts at `offsets[i]`. */
type Segment = { readonly bytes: Buffer; readonly offsets: Uint32Array };
type Encoded = { readonly encode: RowEncoder; readonly segments: Map<number, Segment> };

const segmentRows = 32_768;
const usualRowBytes = 320;

/** Keeps the encoded rows of every block, per projection, for as long as the block lives; each is encoded when first asked for. */
export function encodedRows(): EncodedRows {
  const known = new WeakMap<object, Map<string, Encoded>>();
  return {
    find(result, { columns, rows, from, to }, compactNulls) {
      const { projection } = result;
      if (projection === undefined || rows) return undefined;
      const byProjection = known.get(columns) ?? new Map<string, Encoded>();
      known.set(columns, byProjection);
      const encoded = byProjection.get(projection) ?? { encode: rowEncoder(result, compactNulls), segments: new Map() };
      byProjection.set(projection, encoded);
      return slices(encoded, { columns, rows, from, to });
    },
  };
}

function slices(encoded: Encoded, { columns, from, to }: Batch): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = from; start < to; ) {
    const index = Math.floor(start / segmentRows);
    const first = index * segmentRows;
    const segment = encoded.segments.get(index) ?? encodeSegment(encoded.encode, columns, first);
    encoded.segments.set(index, segment);
    const end = Math.min(to, first + segmentRows);
    parts.push(segment.bytes.subarray(segment.offsets[start - first], segment.offsets[end - first]));
    start = end;
  }
  return parts;
}

function encodeSegment(encode: RowEncoder, columns: Batch['columns'], first: number): Segment {
  const end = Math.min(columns[0]?.length ?? 0, first + segmentRows);
  const offsets = new Uint32Array(end - first + 1);
  const writer = byteWriter(segmentRows * usualRowBytes);
  for (let row = first; row < end; row += 1) {
    encode(writer, { columns, rows: undefined, from: row, to: row + 1 });
    offsets[row + 1 - first] = writer.length();
  }
  return { bytes: writer.take(), offsets };
}
