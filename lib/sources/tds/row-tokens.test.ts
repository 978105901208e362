import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import fc from 'fast-check';
import { Connection, Request } from 'tedious';
import Message from 'tedious/lib/message.js';
import { RequestTokenHandler } from 'tedious/lib/token/handler.js';
import { batchWriter, takeBatch } from '#lib/sources/tds/column-writer';
import { divertRows } from '#lib/sources/tds/row-tokens';
import { rowsOf } from '#lib/sources/tds/testing/cell-values';
import { columnMetadata, decimalBytes, row, rowWithNullBitmap, wireTypes } from '#lib/sources/tds/testing/wire-types';

const columns = [
  { name: 'texto', type: wireTypes.nvarchar(4000) },
  { name: 'monto', type: wireTypes.decimal(18, 4) },
  { name: 'largo', type: wireTypes.nvarcharMax },
];
const specs = [
  { name: 'texto', kind: 'text', nullable: true },
  { name: 'monto', kind: 'decimal', scale: 4, nullable: true },
  { name: 'largo', kind: 'text', nullable: true },
] as const;
/** The end of an answer: done, with a count that nobody looks at here. */
const done = Buffer.from([0xfd, 0x10, 0, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

type Cells = [text: string | null, amount: bigint | null, long: string | null];

function answerOf(rows: readonly Cells[], compact: boolean): Buffer {
  const encode = compact ? rowWithNullBitmap : row;
  const wire = rows.map(([text, amount, long]) =>
    encode(columns, [
      text === null ? null : Buffer.from(text, 'utf16le'),
      amount === null ? null : decimalBytes(amount, 9),
      long === null ? null : Buffer.from(long, 'utf16le'),
    ]),
  );
  return Buffer.concat([columnMetadata(columns), ...wire, done]);
}

/** What arrives when the answer comes in chunks of these sizes, again and again, and every batch is taken late. */
async function received(answer: Buffer, sizes: readonly number[]): Promise<unknown[]> {
  const connection = new Connection({ server: 'nowhere', authentication: { type: 'default', options: {} } });
  const batch = batchWriter(specs, 7);
  const rows: unknown[] = [];
  const full = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    rows.push(...rowsOf(takeBatch(batch)));
  };
  divertRows(connection, { target: { batch, full, badRow: () => new Error('bad row') }, received: () => {} });
  const message = new Message({ type: 4 });
  const handler = new RequestTokenHandler(connection, new Request('', () => {}));
  const ended = once(connection.createTokenStreamParser(message, handler), 'end');
  for (let at = 0, turn = 0; at < answer.length; turn += 1) {
    const next = at + (sizes[turn % sizes.length] ?? 1);
    if (!message.write(answer.subarray(at, next))) await once(message, 'drain');
    at = next;
  }
  message.end();
  await ended;
  rows.push(...rowsOf(takeBatch(batch)));
  return rows;
}

const text = fc.option(fc.oneof(fc.string({ maxLength: 30 }), fc.constant('ñ'.repeat(3000))), { freq: 5 });
const cells: fc.Arbitrary<Cells> = fc.tuple(text, fc.option(fc.bigInt(-(10n ** 17n), 10n ** 17n)), text);

test('however an answer is cut into chunks, every row arrives once and whole', async () => {
  const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 4000, max: 33_000 })), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { maxLength: 40 }), fc.boolean(), sizes, async (rows, compact, cuts) => {
      assert.deepEqual(await received(answerOf(rows, compact), cuts), rows);
    }),
    { numRuns: 150 },
  );
});

test('an answer that ends in the middle of a row fails', async () => {
  const answer = answerOf([['a', 1n, 'b']], false);
  const message = new Message({ type: 4 });
  const connection = new Connection({ server: 'nowhere', authentication: { type: 'default', options: {} } });
  const target = { batch: batchWriter(specs, 7), full: async () => {}, badRow: () => new Error('bad row') };
  divertRows(connection, { target, received: () => {} });
  const parser = connection.createTokenStreamParser(
    message,
    new RequestTokenHandler(connection, new Request('', () => {})),
  );
  const failed = assert.rejects(once(parser, 'end'), /unexpected end of data/);
  message.end(answer.subarray(0, answer.length - 20));
  await failed;
});
