import duckdb, { type Vector } from '@duckdb/node-bindings';
import type { Column, FixedColumn, TextColumn } from '#lib/columns/batch';

export const chunkRows = 2048;

// One string in a vector is 16 bytes: the length, then up to 12 bytes of text; longer text has its first 4 bytes and a
// pointer (DuckDB's documented duckdb_string_t).
const stringBytes = 16;
const inlineBytes = 12;
const twoTo32 = 2 ** 32;

const strings = new ArrayBuffer(chunkRows * stringBytes);
const stringWords = new Uint32Array(strings);
const stringChars = new Uint8Array(strings);
const validity = new ArrayBuffer(chunkRows / 8);
const validityBytes = new Uint8Array(validity);

/** Copies `rows` rows of a column, from row `from`, into a DuckDB vector: one copy of memory, no value by value calls. */
export function fillColumn(vector: Vector, column: Column, { from, rows }: { from: number; rows: number }): void {
  if (column.kind === 'text') fillText(vector, column, { from, rows });
  else fillFixed(vector, column, { from, rows });
  if (column.nulls) fillNulls(vector, column.nulls, { from, rows });
}

function fillFixed(vector: Vector, { values }: FixedColumn, { from, rows }: { from: number; rows: number }): void {
  const width = values.BYTES_PER_ELEMENT;
  duckdb.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset + from * width, rows * width);
}

/** Long texts point into one string that holds the text of all rows: the vector owns it, so it lives as long as they do. */
function fillText(vector: Vector, { bytes, ends }: TextColumn, { from, rows }: { from: number; rows: number }): void {
  const first = from === 0 ? 0 : (ends[from - 1] ?? 0);
  const last = ends[from + rows - 1] ?? first;
  const base = last - first > inlineBytes ? addressOf(vector, bytes.subarray(first, last)) : { low: 0, high: 0 };
  stringWords.fill(0, 0, rows * 4);
  let start = first;
  for (let row = 0; row < rows; row++) {
    const end = ends[from + row] ?? start;
    const length = end - start;
    const word = row * 4;
    stringWords[word] = length;
    const copied = length <= inlineBytes ? length : 4;
    for (let at = 0; at < copied; at++) stringChars[word * 4 + 4 + at] = bytes[start + at] ?? 0;
    if (length > inlineBytes) {
      const low = base.low + (start - first);
      stringWords[word + 2] = low % twoTo32;
      stringWords[word + 3] = base.high + (low >= twoTo32 ? 1 : 0);
    }
    start = end;
  }
  duckdb.copy_data_to_vector(vector, 0, strings, 0, rows * stringBytes);
}

/** Hands the text to the vector as its first string, and reads back where DuckDB put it. */
function addressOf(vector: Vector, text: Uint8Array): { low: number; high: number } {
  duckdb.vector_assign_string_element_len(vector, 0, text);
  const { buffer, byteOffset } = duckdb.vector_get_data(vector, stringBytes);
  const view = new DataView(buffer, byteOffset, stringBytes);
  return { low: view.getUint32(8, true), high: view.getUint32(12, true) };
}

/** DuckDB keeps one bit a row, 1 where there is a value. */
function fillNulls(vector: Vector, nulls: Uint8Array, { from, rows }: { from: number; rows: number }): void {
  const range = nulls.subarray(from, from + rows);
  if (!range.includes(1)) return;
  validityBytes.fill(0xff);
  for (let row = range.indexOf(1); row !== -1; row = range.indexOf(1, row + 1)) {
    validityBytes[row >> 3] = (validityBytes[row >> 3] ?? 0) & ~(1 << (row & 7));
  }
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, validity, 0, Math.ceil(rows / 64) * 8);
}
