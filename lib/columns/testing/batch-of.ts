import type { Column, ColumnBatch, ColumnSpec } from '#lib/columns/batch';

/** A row as a person writes it: decimals and whole numbers as text, dates and timestamps as DuckDB prints them. */
export type WrittenRow = Record<string, string | number | boolean | null>;

/** A batch of rows written by hand. Slow: for tests and benches that prepare their input. */
export function batchOf(specs: readonly ColumnSpec[], rows: readonly WrittenRow[]): ColumnBatch {
  return { rows: rows.length, columns: specs.map((spec) => columnOf(spec, rows)) };
}

function columnOf(spec: ColumnSpec, rows: readonly WrittenRow[]): Column {
  const values = rows.map((row) => row[spec.name] ?? null);
  const nulls = values.includes(null) ? Uint8Array.from(values, (value) => (value === null ? 1 : 0)) : null;
  const { kind } = spec;
  switch (kind) {
    case 'text':
      return textColumn(
        values.map((value) => String(value ?? '')),
        nulls,
      );
    case 'boolean':
      return { kind, values: Uint8Array.from(values, (value) => (value === true ? 1 : 0)), nulls };
    case 'int32':
      return { kind, values: Int32Array.from(values, Number), nulls };
    case 'date':
      return { kind, values: Int32Array.from(values, (value) => Date.parse(`${value}T00:00:00Z`) / 86_400_000), nulls };
    case 'timestamp':
      return {
        kind,
        values: BigInt64Array.from(values, (value) => microseconds(String(value ?? '1970-01-01 00:00:00'))),
        nulls,
      };
    case 'int64':
      return { kind, values: BigInt64Array.from(values, (value) => BigInt(String(value ?? 0))), nulls };
    case 'decimal':
      return {
        kind,
        values: BigInt64Array.from(values, (value) => scaled(String(value ?? 0), spec.scale ?? 0)),
        nulls,
      };
  }
}

function textColumn(texts: string[], nulls: Uint8Array<ArrayBuffer> | null): Column {
  const encoder = new TextEncoder();
  const parts = texts.map((text) => encoder.encode(text));
  const ends = new Uint32Array(parts.length);
  let end = 0;
  parts.forEach((part, index) => {
    end += part.length;
    ends[index] = end;
  });
  const bytes = new Uint8Array(end);
  parts.forEach((part, index) => {
    bytes.set(part, (ends[index] ?? 0) - part.length);
  });
  return { kind: 'text', bytes, ends, nulls };
}

/** `YYYY-MM-DD HH:MM:SS[.ffffff]`. */
function microseconds(text: string): bigint {
  const [seconds = '', fraction = ''] = text.split('.');
  return BigInt(Date.parse(`${seconds.replace(' ', 'T')}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

function scaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = BigInt(`${whole.replace('-', '')}${fraction.padEnd(scale, '0')}`);
  return whole.startsWith('-') ? -digits : digits;
}
