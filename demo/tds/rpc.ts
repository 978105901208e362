import type { SqlType, Value } from '#demo/sql/types';
import { type ByteReader, byteReader } from '#demo/tds/byte-reader';
import { readType } from '#demo/tds/parameter-types';

type Parameter = {
  readonly name: string;
  readonly isOutput: boolean;
  readonly type: SqlType;
  readonly value: Value;
};
export type Call = { readonly procedure: string; readonly parameters: readonly Parameter[] };

const procedures: Record<number, string> = {
  10: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  15: 'sp_unprepare',
};

/** The headers (of transactions, of notifications) that come before batches and calls since TDS 7.2. */
function withoutHeaders(payload: Buffer): Buffer {
  return payload.subarray(payload.readUInt32LE(0));
}

export function readBatch(payload: Buffer): string {
  return withoutHeaders(payload).toString('utf16le');
}

/** Reads a remote procedure call with its typed parameters. */
export function readCall(payload: Buffer): Call {
  const reader = byteReader(withoutHeaders(payload));
  const length = reader.uint16();
  const procedure = length === 0xffff ? numbered(reader.uint16()) : reader.utf16(length);
  reader.uint16();
  const parameters: Parameter[] = [];
  while (reader.left() > 0) parameters.push(readParameter(reader));
  return { procedure: procedure.toLowerCase().replace(/^.*\./, ''), parameters };
}

function numbered(id: number): string {
  return procedures[id] ?? `procedure number ${id}`;
}

function readParameter(reader: ByteReader): Parameter {
  const name = reader.utf16(reader.uint8()).toLowerCase();
  const isOutput = (reader.uint8() & 0x01) !== 0;
  const { type, read } = readType(reader);
  return { name, isOutput, type, value: read() };
}
