/** Column types as a server announces them, and values as it sends them: the other side of the row reader, for its tests. */
export type WireType = { id: number; info: Buffer; value: (value: Buffer | null) => Buffer };

const collation = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);
const none = Buffer.alloc(0);

const byteFramed = (value: Buffer | null): Buffer => Buffer.concat([Buffer.from([value?.length ?? 0]), value ?? none]);
const unframed = (value: Buffer | null): Buffer => value ?? none;

function shortFramed(value: Buffer | null): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(value?.length ?? 0xffff);
  return Buffer.concat([length, value ?? none]);
}

function chunked(value: Buffer | null): Buffer {
  if (value === null) return Buffer.alloc(8, 0xff);
  const middle = Math.floor(value.length / 4) * 2;
  const chunks = [value.subarray(0, middle), value.subarray(middle)].filter((chunk) => chunk.length > 0);
  return Buffer.concat([
    uint64(BigInt(value.length)),
    ...chunks.flatMap((chunk) => [uint32(chunk.length), chunk]),
    uint32(0),
  ]);
}

function pointed(value: Buffer | null): Buffer {
  if (value === null) return Buffer.from([0]);
  return Buffer.concat([Buffer.from([16]), Buffer.alloc(24), uint32(value.length), value]);
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const uint64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const short = (value: number): Buffer => uint32(value).subarray(0, 2);

const fixed = (id: number): WireType => ({ id, info: none, value: unframed });
const sized = (id: number, size: number): WireType => ({ id, info: Buffer.from([size]), value: byteFramed });
const text = (id: number, bytes: number): WireType => ({
  id,
  info: Buffer.concat([short(bytes), collation]),
  value: bytes === 0xffff ? chunked : shortFramed,
});

export const wireTypes = {
  tinyint: fixed(0x30),
  smallint: fixed(0x34),
  int: fixed(0x38),
  bigint: fixed(0x7f),
  bit: fixed(0x32),
  money: fixed(0x3c),
  datetime: fixed(0x3d),
  smalldatetime: fixed(0x3a),
  intN: (size: number) => sized(0x26, size),
  bitN: sized(0x68, 1),
  moneyN: (size: number) => sized(0x6e, size),
  datetimeN: (size: number) => sized(0x6f, size),
  guid: sized(0x24, 16),
  decimal: (precision: number, scale: number): WireType => ({
    id: 0x6a,
    info: Buffer.from([17, precision, scale]),
    value: byteFramed,
  }),
  date: { id: 0x28, info: none, value: byteFramed },
  datetime2: (scale: number): WireType => ({ id: 0x2a, info: Buffer.from([scale]), value: byteFramed }),
  datetimeoffset: (scale: number): WireType => ({ id: 0x2b, info: Buffer.from([scale]), value: byteFramed }),
  nvarchar: (characters: number) => text(0xe7, characters * 2),
  nvarcharMax: text(0xe7, 0xffff),
  nchar: (characters: number) => text(0xef, characters * 2),
  varchar: (characters: number) => text(0xa7, characters),
  varcharMax: text(0xa7, 0xffff),
  ntext: {
    id: 0x63,
    info: Buffer.concat([uint32(0x7fffffff), collation, Buffer.from([1, 1, 0, 116, 0])]),
    value: pointed,
  },
  float: sized(0x6d, 8),
};

export type WireColumn = { name: string; type: WireType };

const nullable = short(1);

export function columnMetadata(columns: readonly WireColumn[]): Buffer {
  const described = columns.map(({ name, type }) =>
    Buffer.concat([
      uint32(0),
      nullable,
      Buffer.from([type.id]),
      type.info,
      Buffer.from([name.length]),
      Buffer.from(name, 'utf16le'),
    ]),
  );
  return Buffer.concat([Buffer.from([0x81]), short(columns.length), ...described]);
}

export const row = (columns: readonly WireColumn[], values: readonly (Buffer | null)[]): Buffer =>
  Buffer.concat([Buffer.from([0xd1]), ...columns.map(({ type }, index) => type.value(values[index] ?? null))]);

export function rowWithNullBitmap(columns: readonly WireColumn[], values: readonly (Buffer | null)[]): Buffer {
  const bitmap = Buffer.alloc(Math.ceil(columns.length / 8));
  for (const [index, value] of values.entries()) {
    if (value === null) bitmap.writeUInt8(bitmap.readUInt8(index >> 3) | (1 << (index & 7)), index >> 3);
  }
  const present = columns.flatMap(({ type }, index) => (values[index] ? [type.value(values[index] ?? null)] : []));
  return Buffer.concat([Buffer.from([0xd2]), bitmap, ...present]);
}

/** A decimal of `bytes` bytes with its sign: 5, 9, 13 or 17. */
export function decimalBytes(value: bigint, bytes: number): Buffer {
  const wire = Buffer.alloc(bytes);
  wire.writeUInt8(value < 0n ? 0 : 1);
  let rest = value < 0n ? -value : value;
  for (let at = 1; at < bytes; at += 1, rest >>= 8n) wire.writeUInt8(Number(rest & 0xffn), at);
  return wire;
}
