import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser.js';
import StreamParser from 'tedious/lib/token/stream-parser.js';
import type { ColumnSpec } from '#lib/columns/batch';
import { batchWriter, takeBatch } from '#lib/sources/tds/column-writer';
import { readRows, skipRows } from '#lib/sources/tds/read-rows';
import { planRows } from '#lib/sources/tds/row-plan';
import { rowsOf } from '#lib/sources/tds/testing/cell-values';
import {
  columnMetadata,
  decimalBytes,
  row,
  rowWithNullBitmap,
  type WireType,
  wireTypes,
} from '#lib/sources/tds/testing/wire-types';

const options = {
  useUTC: true,
  lowerCaseGuids: false,
  tdsVersion: '7_4',
  useColumnNames: false,
  columnNameReplacer: undefined,
  camelCaseColumns: false,
};
type Cells = readonly (Buffer | null)[];

function metadataOf(types: readonly WireType[]): {
  metadata: ColumnMetadata[];
  columns: { name: string; type: WireType }[];
} {
  const columns = types.map((type, index) => ({ name: `c${index}`, type }));
  const parser = new StreamParser(options);
  parser.write(columnMetadata(columns));
  parser.read();
  return { metadata: parser.colMetadata, columns };
}

function read(
  types: readonly WireType[],
  kinds: readonly Omit<ColumnSpec, 'name' | 'nullable'>[],
  rows: readonly Cells[],
  encode = row,
) {
  const { metadata, columns } = metadataOf(types);
  const batch = batchWriter(
    kinds.map((kind, index) => ({ ...kind, name: `c${index}`, nullable: true })),
    rows.length,
  );
  const bytes = Buffer.concat(rows.map((cells) => encode(columns, cells)));
  const result = readRows(planRows(metadata, batch.columns), batch, spanOf(bytes));
  return { result, values: rowsOf(takeBatch(batch)), bytes };
}

const spanOf = (bytes: Buffer, position = 0) => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
  position,
  until: bytes.length,
});

/** What tedious's own reader makes of one cell. */
function driverValue(type: WireType, cell: Buffer | null): unknown {
  const columns = [{ name: 'c', type }];
  const parser = new StreamParser(options);
  parser.write(Buffer.concat([columnMetadata(columns), row(columns, [cell])]));
  parser.read();
  const token: unknown = parser.read();
  assert.ok(typeof token === 'object' && token !== null && 'columns' in token && Array.isArray(token.columns));
  return token.columns[0]?.value;
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const int = (value: number, size: 1 | 2 | 4): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeIntLE(value, 0, size);
  return bytes;
};
const bigint = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};

const texts = ['', 'ACEITE 1L', 'MAÑONGO ñandú €', 'mezcla 🛒 fin', 'x'.repeat(4000), ' ', '\u0000 nulo'];

for (const [name, type] of [
  ['nvarchar(4000)', wireTypes.nvarchar(4000)],
  ['nchar', wireTypes.nchar(4000)],
  ['nvarchar(max)', wireTypes.nvarcharMax],
  ['ntext', wireTypes.ntext],
] as const) {
  test(`text of ${name} arrives as the driver itself reads it`, () => {
    const { values } = read([type], [{ kind: 'text' }], [...texts.map((text) => [utf16(text)]), [null]]);
    assert.deepEqual(values.flat(), [...texts, null]);
    assert.deepEqual(
      texts.map((text) => driverValue(type, utf16(text))),
      texts,
    );
  });
}

for (const [name, type] of [
  ['varchar', wireTypes.varchar(8000)],
  ['varchar(max)', wireTypes.varcharMax],
] as const) {
  test(`text of ${name} is decoded by the code page of its collation`, () => {
    const cells = [
      Buffer.from('ACEITE 1L'),
      Buffer.from([0x4d, 0x41, 0xd1, 0x4f, 0x4e, 0x47, 0x4f, 0x20, 0x80]),
      Buffer.alloc(0),
      Buffer.alloc(7000, 0xe9),
    ];
    const { values } = read(
      [type],
      [{ kind: 'text' }],
      cells.map((cell) => [cell]),
    );
    assert.deepEqual(
      values.flat(),
      cells.map((cell) => driverValue(type, cell)),
    );
    assert.equal(values[1]?.[0], 'MAÑONGO €');
  });
}

test('a surrogate without its other half becomes the replacement character', () => {
  const { values } = read(
    [wireTypes.nvarchar(10)],
    [{ kind: 'text' }],
    [[utf16('a\ud83db')], [utf16('\ude00')], [utf16('z\ud83d')]],
  );
  assert.deepEqual(values.flat(), ['a\ufffdb', '\ufffd', 'z\ufffd']);
});

test('whole numbers of every width arrive exactly', () => {
  const types = [
    wireTypes.tinyint,
    wireTypes.smallint,
    wireTypes.int,
    wireTypes.bigint,
    wireTypes.intN(2),
    wireTypes.bitN,
    wireTypes.bit,
  ];
  const kinds = (['int32', 'int32', 'int32', 'int64', 'int32', 'boolean', 'boolean'] as const).map((kind) => ({
    kind,
  }));
  const cells = [
    Buffer.from([250]),
    int(-32768, 2),
    int(-2147483648, 4),
    bigint(-9223372036854775807n),
    int(-7, 2),
    Buffer.from([1]),
    Buffer.from([0]),
  ];
  const { values } = read(types, kinds, [cells]);
  assert.deepEqual(values[0], [250n, -32768n, -2147483648n, -9223372036854775807n, -7n, 1n, 0n]);
  const driver = types.map((type, index) => driverValue(type, cells[index] ?? null));
  assert.deepEqual(driver, [250, -32768, -2147483648, '-9223372036854775807', -7, true, false]);
});

test('decimals keep every digit, in whatever width and scale they come', () => {
  const value = fc.bigInt({ min: -(10n ** 18n - 1n), max: 10n ** 18n - 1n });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.constantFrom(9, 13, 17), (numbers, bytes) => {
      const { values } = read(
        [wireTypes.decimal(38, 4)],
        [{ kind: 'decimal', scale: 4 }],
        numbers.map((number) => [decimalBytes(number, bytes)]),
      );
      assert.deepEqual(values.flat(), numbers);
    }),
  );
});

test('a decimal of fewer digits after the point is scaled up, money and whole numbers too', () => {
  const types = [wireTypes.decimal(9, 2), wireTypes.money, wireTypes.moneyN(4), wireTypes.int];
  const money = Buffer.alloc(8);
  money.writeInt32LE(-1, 0);
  money.writeUInt32LE(0xffffd8f0, 4);
  const cells = [decimalBytes(-1234n, 5), money, int(12345, 4), int(7, 4)];
  const { values } = read(
    types,
    types.map(() => ({ kind: 'decimal', scale: 8 }) as const),
    [cells],
  );
  assert.deepEqual(values[0], [-1234000000n, -100000000n, 123450000n, 700000000n]);
  assert.deepEqual(
    types.map((type, index) => driverValue(type, cells[index] ?? null)),
    [-12.34, -1, 1.2345, 7],
  );
});

test('a decimal that does not fit is named with its value and nothing is rounded', () => {
  const tooLong = read([wireTypes.decimal(38, 6)], [{ kind: 'decimal', scale: 4 }], [[decimalBytes(1234567n, 9)]]);
  const tooLarge = read([wireTypes.decimal(38, 4)], [{ kind: 'decimal', scale: 4 }], [[decimalBytes(10n ** 18n, 17)]]);
  assert.deepEqual(tooLong.result.bad, { row: 0, column: 'c0', cell: { reason: 'fraction', value: '1.234567' } });
  assert.deepEqual(tooLarge.result.bad?.cell, { reason: 'range', value: '100000000000000.0000' });
});

test('dates and times of every type keep what the clock on the wall showed', () => {
  const types = [
    wireTypes.date,
    wireTypes.datetime2(6),
    wireTypes.datetime2(7),
    wireTypes.datetime2(0),
    wireTypes.datetimeoffset(3),
    wireTypes.datetimeN(8),
    wireTypes.smalldatetime,
  ];
  const day = Buffer.from([0xd8, 0x48, 0x0b]);
  const time = (units: number, bytes: number) => {
    const wire = Buffer.alloc(bytes);
    wire.writeUIntLE(units, 0, bytes);
    return wire;
  };
  const datetime = Buffer.alloc(8);
  datetime.writeInt32LE(45949, 0);
  datetime.writeUInt32LE(86399 * 300 + 299, 4);
  const small = Buffer.alloc(4);
  small.writeUInt16LE(45949, 0);
  small.writeUInt16LE(1439, 2);
  const cells = [
    day,
    Buffer.concat([time(86399_999999, 5), day]),
    Buffer.concat([time(86399_9999999, 5), day]),
    Buffer.concat([time(86399, 3), day]),
    Buffer.concat([time(3_600_123, 4), day, int(-240, 2)]),
    datetime,
    small,
  ];
  const kinds = types.map((_, index) => ({ kind: index === 0 ? ('date' as const) : ('timestamp' as const) }));
  const { values } = read(types, kinds, [cells]);
  const micros = values[0]?.slice(1).map((value) => Number(value)) ?? [];
  const iso = micros.map(
    (value) =>
      `${new Date(Math.floor(value / 1000)).toISOString().slice(0, 23)}${String(value % 1000).padStart(3, '0')}`,
  );
  assert.deepEqual(iso, [
    '2025-10-21T23:59:59.999999',
    '2025-10-21T23:59:59.999999',
    '2025-10-21T23:59:59.000000',
    '2025-10-20T21:00:00.123000',
    '2025-10-21T23:59:59.997000',
    '2025-10-21T23:59:00.000000',
  ]);
  assert.equal(new Date(Number(values[0]?.[0]) * 86_400_000).toISOString().slice(0, 10), '2025-10-21');
  const driver = types.map((type, index) => driverValue(type, cells[index] ?? null));
  assert.deepEqual(
    driver.map((value) => value instanceof Date && value.toISOString().slice(0, 10)),
    Array(7).fill('2025-10-21'),
  );
});

test('an identifier arrives as text, as the driver writes it', () => {
  const guid = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex');
  const { values } = read([wireTypes.guid], [{ kind: 'text' }], [[guid], [null]]);
  assert.deepEqual(values.flat(), [driverValue(wireTypes.guid, guid), null]);
});

const mixed = [
  wireTypes.nvarchar(20),
  wireTypes.decimal(18, 4),
  wireTypes.date,
  wireTypes.intN(4),
  wireTypes.bitN,
  wireTypes.datetime2(6),
  wireTypes.nvarcharMax,
  wireTypes.float,
  wireTypes.varchar(9),
];
const mixedKinds = [
  { kind: 'text' },
  { kind: 'decimal', scale: 4 },
  { kind: 'date' },
  { kind: 'int32' },
  { kind: 'boolean' },
  { kind: 'timestamp' },
  { kind: 'text' },
] as const;
const fullRow: Cells = [
  utf16('A-1'),
  decimalBytes(-15000n, 9),
  Buffer.from([1, 2, 3]),
  int(5, 4),
  Buffer.from([1]),
  Buffer.from([1, 0, 0, 0, 0, 3, 2, 1]),
  utf16('largo'),
  Buffer.alloc(8),
  Buffer.from('x'),
];
const nullRow: Cells = fullRow.map(() => null);

test('columns that nobody asked for are passed over, and null rows of both forms are read', () => {
  const plain = read(mixed, mixedKinds, [fullRow, nullRow, fullRow]);
  const compressed = read(mixed, mixedKinds, [fullRow, nullRow, fullRow], rowWithNullBitmap);
  assert.deepEqual(plain.values, compressed.values);
  assert.deepEqual(
    plain.values[1],
    mixedKinds.map(() => null),
  );
  assert.equal(plain.values[2]?.[6], 'largo');
});

test('rows cut at any byte wait for the rest, and no cell is read twice', () => {
  const { metadata, columns } = metadataOf(mixed);
  const bytes = Buffer.concat([row(columns, fullRow), rowWithNullBitmap(columns, fullRow), row(columns, nullRow)]);
  const specs = mixedKinds.map((kind, index) => ({ ...kind, name: `c${index}`, nullable: true }));
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const batch = batchWriter(specs, 3);
    const plan = planRows(metadata, batch.columns);
    const first = readRows(plan, batch, spanOf(bytes.subarray(0, cut)));
    const second = readRows(plan, batch, spanOf(bytes, first.position));
    assert.deepEqual([first.stopped, second.stopped, second.position], ['incomplete', 'incomplete', bytes.length]);
    assert.equal(skipRows(plan, spanOf(bytes.subarray(0, cut))).position, first.position);
    assert.deepEqual(
      rowsOf(takeBatch(batch)).map((cells) => cells[0]),
      ['A-1', 'A-1', null],
    );
  }
});

test('a full batch stops before the next row, and another token stops the rows', () => {
  const { metadata, columns } = metadataOf(mixed);
  const bytes = Buffer.concat([row(columns, fullRow), row(columns, fullRow), Buffer.from([0xfd, 0, 0])]);
  const batch = batchWriter(
    mixedKinds.map((kind, index) => ({ ...kind, name: `c${index}`, nullable: true })),
    1,
  );
  const plan = planRows(metadata, batch.columns);
  const full = readRows(plan, batch, spanOf(bytes));
  takeBatch(batch);
  const token = readRows(plan, batch, spanOf(bytes, full.position));
  assert.deepEqual([full.stopped, token.stopped, token.position], ['full', 'token', bytes.length - 3]);
});

test('a null where a value is required is named', () => {
  const { metadata, columns } = metadataOf([wireTypes.intN(4)]);
  const batch = batchWriter([{ name: 'c0', kind: 'int32', nullable: false }], 2);
  const { bad } = readRows(planRows(metadata, batch.columns), batch, spanOf(row(columns, [null])));
  assert.deepEqual(bad, { row: 0, column: 'c0', cell: { reason: 'null', value: 'null' } });
});

test('floating point is refused where an exact number is required', () => {
  const { metadata } = metadataOf([wireTypes.float]);
  const batch = batchWriter([{ name: 'c0', kind: 'decimal', scale: 4, nullable: true }], 1);
  assert.throws(() => planRows(metadata, batch.columns), /FloatN cannot be read as decimal: c0/);
});
