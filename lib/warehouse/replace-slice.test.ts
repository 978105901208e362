import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { WrittenRow } from '#lib/columns/testing/batch-of';
import { AppError } from '#lib/errors';
import { salesColumns } from '#lib/sales/sales-columns';
import { loadSlice, openSales, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { bulkLines, saleLine, saleLines, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { SliceReplacement, Warehouse } from '#lib/warehouse/warehouse';

const { folder, remove } = temporaryFolder();
let warehouse: Warehouse;
let lastDay = 0;

before(async () => {
  warehouse = await openSales(join(folder, 'sales.db'));
});

after(async () => {
  await warehouse.close();
  remove();
});

/** Each test has a day of its own. */
function freshDay(): string {
  lastDay += 1;
  return new Date(Date.UTC(2024, 0, lastDay)).toISOString().slice(0, 10);
}

function fillWith(...batches: WrittenRow[][]): SliceReplacement['fill'] {
  return async (append) => {
    for (const rows of batches) await append(salesBatch(rows));
  };
}

function load(day: string, changes: Partial<SliceReplacement>) {
  return loadSlice(warehouse, { slice: { storeId: 'tienda_01', day }, ...changes });
}

function rowsOf(day: string) {
  const columns = salesColumns.map(({ name }) => `${name}::varchar as ${name}`).join(', ');
  return warehouse.read(`select ${columns} from ventas_raw where fecha = $1::date order by numero_factura, linea`, [
    day,
  ]);
}

async function lineOf(day: string) {
  const [line] = await warehouse.ledger({ dataset: 'ventas', from: day, to: day });
  return line;
}

const later = { runId: '2', stepId: '2', attempt: 1, source: 'sql-server' };

test('a loaded day is in the table and in the ledger, row for row and sum for sum', async () => {
  const day = freshDay();

  const { count, ledger } = await load(day, { fill: fillWith(saleLines(day, 3000), saleLines(day, 5000).slice(3000)) });

  const [sums] = await warehouse.read(
    `select count(*)::integer as rows, sum(cantidad) as units, sum(total) as amount,
            count(distinct numero_factura)::integer as tickets
     from ventas_raw where ubicacion_id = 'tienda_01' and fecha = $1::date`,
    [day],
  );
  assert.deepEqual(sums, count.stored);
  assert.deepEqual(count.arrived, { rows: 5000, units: '26239.7500', amount: '2487685.0000', tickets: 1250 });
  assert.deepEqual(await lineOf(day), ledger);
  assert.equal(ledger?.state, 'verified');
});

test('any number of loads of one day give the same table', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 900)) });
  const once = await rowsOf(day);

  for (const stepId of ['2', '3', '4']) {
    await load(day, { writer: { ...later, stepId }, fill: fillWith(saleLines(day, 900)) });
  }

  assert.deepEqual(await rowsOf(day), once);
  assert.equal((await warehouse.ledger({ dataset: 'ventas', from: day, to: day })).length, 1);
});

test('a slice of several row groups keeps every row', async () => {
  const day = freshDay();
  const batchFrom = bulkLines(day);
  const pages = 27;

  const { count } = await load(day, {
    fill: async (append) => {
      for (let page = 0; page < pages; page++) await append(batchFrom(page * 10_000));
    },
  });

  const cents = saleLines(day, 10_000).reduce((sum, { total }) => sum + BigInt(String(total).replace('.', '')), 0n);
  assert.equal(count.stored.rows, pages * 10_000);
  assert.equal(count.stored.amount.replace('.', ''), String(cents * BigInt(pages)));
  assert.equal(count.stored.tickets, 1);
});

test('a day without a row leaves an empty slice with its ledger line', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 10)) });

  const { count } = await load(day, { writer: later });

  assert.deepEqual(count.stored, { rows: 0, units: '0.0000', amount: '0.0000', tickets: 0 });
  assert.deepEqual(await rowsOf(day), []);
  assert.equal((await lineOf(day))?.figures.rows, 0);
});

test('values arrive to the last digit and the last byte', async () => {
  const day = freshDay();
  const values: WrittenRow[] = [
    { total: '99999999999999.9999', tasa_cambio: '9999999999.99999999', cantidad: '-99999999999999.9999' },
    { total: '-0.0001', tasa_cambio: '-0.00000001', cantidad: '0.0000' },
    { nombre_producto: '🥑🧀 maíz ñandú 漢字', cliente: '', categoria: null },
    { nombre_producto: 'x'.repeat(8000), cliente: '👨‍👩‍👧'.repeat(400), vendedor: 'doce letras.' },
    { nombre_producto: 'thirteen byte', cliente: 'twelve bytes', caja: '\u0000' },
    { nombre_producto: null, cliente: null, vendedor: null, caja: null, moneda: null, tasa_cambio: null },
    { precio_unitario: null, costo_unitario: null, descuento: null, impuesto: null },
    { fecha_hora: `${day} 23:59:59.999999`, numero_factura: 'Ñ-1', linea: 2147483647 },
    { fecha_hora: '1969-12-31 23:59:59.000001', numero_factura: 'Ñ-2', linea: -2147483648 },
  ];
  const sent = values.map((changes, index) => saleLine(day, index, { numero_factura: `F-${index}`, ...changes }));

  await load(day, { fill: fillWith(sent) });

  const stored = await rowsOf(day);
  const expected = sent.map((row) => Object.fromEntries(salesColumns.map(({ name }) => [name, asText(row[name])])));
  assert.deepEqual(stored, expected);
});

/** As DuckDB prints it: no zeros at the end of a fraction of a second. */
function asText(value: WrittenRow[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value).replace(/(:\d\d\.\d*?)0+$/, '$1');
}

test('identical rows collapse, and are counted before they do', async () => {
  const day = freshDay();
  const rows = saleLines(day, 100);

  const { count, ledger } = await load(day, { fill: fillWith(rows, rows.slice(0, 7), rows.slice(0, 1)) });

  assert.equal(count.arrived.rows, 108);
  assert.equal(count.stored.rows, 100);
  assert.equal(count.duplicates, 8);
  assert.equal(ledger?.duplicates, 8);
  assert.deepEqual(await rowsOf(day), await reloaded(day, rows));
});

async function reloaded(day: string, rows: WrittenRow[]) {
  await load(day, { writer: later, fill: fillWith(rows) });
  return rowsOf(day);
}

test('one key with two different rows is refused by name, with both values', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 20)) });
  const held = await rowsOf(day);
  const conflicting = [...saleLines(day, 50), saleLine(day, 5, { total: '7.7700' })];

  await assert.rejects(load(day, { writer: later, fill: fillWith(conflicting) }), {
    code: 'source_rejected',
    message: /key numero_factura F-00000002, linea 2 and differ in total: (6\.0100 and 7\.7700|7\.7700 and 6\.0100)/,
  });

  assert.deepEqual(await rowsOf(day), held);
});

test('a row of another day is refused with its number', async () => {
  const day = freshDay();
  const rows = [...saleLines(day, 9), saleLine('2023-05-05', 9)];

  await assert.rejects(load(day, { fill: fillWith(saleLines(day, 30).slice(10), rows) }), {
    code: 'source_rejected',
    message: new RegExp(`tienda_01 ${day}: row 30, column fecha: the row is of 2023-05-05, not of ${day}`),
  });
});

const unfit: [title: string, changes: WrittenRow, message: RegExp][] = [
  ['a null where a value is required', { numero_factura: null }, /column numero_factura: a value is required/],
  ['a number of more than 18 digits', { total: '100000000000000.0000' }, /column total: the number has more than 18/],
  ['its negative', { cantidad: '-100000000000000.0000' }, /column cantidad: the number has more than 18 digits/],
];
for (const [title, changes, message] of unfit) {
  test(`${title} is refused by column`, async () => {
    const day = freshDay();
    await assert.rejects(load(day, { fill: fillWith([saleLine(day, 0, changes)]) }), {
      code: 'source_rejected',
      message,
    });
  });
}

test('text that is cut inside a character is refused', async () => {
  const day = freshDay();
  const batch = salesBatch([saleLine(day, 0, { cliente: 'ñ' }), saleLine(day, 1, { cliente: 'a' })]);
  const cliente = batch.columns[salesColumns.findIndex(({ name }) => name === 'cliente')];
  assert.ok(cliente?.kind === 'text');
  cliente.ends[0] = 1;

  await assert.rejects(load(day, { fill: (append) => append(batch) }), {
    code: 'source_rejected',
    message: /column cliente: the text is cut inside a character/,
  });
});

test('a proof that keeps the previous slice leaves it as it was', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 40)) });
  const [held, line] = [await rowsOf(day), await lineOf(day)];

  const outcome = await load(day, {
    writer: later,
    fill: fillWith(saleLines(day, 3)),
    prove: async (_count, seen) => {
      assert.deepEqual(seen, line);
      return { keep: 'previous' };
    },
  });

  assert.deepEqual(outcome.ledger, line);
  assert.deepEqual([await rowsOf(day), await lineOf(day)], [held, line]);
});

test('a fill that fails midway leaves the previous slice as it was', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 40)) });
  const held = await rowsOf(day);
  const batchFrom = bulkLines(day);
  const lost = new AppError('source_unavailable', 'the link dropped');

  await assert.rejects(
    load(day, {
      writer: later,
      fill: async (append) => {
        for (let page = 0; page < 14; page++) await append(batchFrom(page * 10_000));
        throw lost;
      },
    }),
    lost,
  );

  assert.deepEqual(await rowsOf(day), held);
});

test('an abort ends a load at once and leaves the previous slice as it was', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 40)) });
  const held = await rowsOf(day);
  const batchFrom = bulkLines(day);
  const abort = new AbortController();

  const loading = load(day, {
    writer: later,
    signal: abort.signal,
    fill: async (append) => {
      for (let page = 0; page < 14; page++) await append(batchFrom(page * 10_000));
      abort.abort();
      await new Promise(() => {});
    },
  });

  await assert.rejects(loading, { code: 'cancelled' });
  assert.deepEqual(await rowsOf(day), held);
  await load(day, { writer: { ...later, attempt: 2 }, fill: fillWith(saleLines(day, 5)) });
  assert.equal((await rowsOf(day)).length, 5);
});

test('an abort hands on its own reason', async () => {
  const reason = new AppError('timed_out', 'ten minutes are over');
  const day = freshDay();

  await assert.rejects(load(day, { signal: AbortSignal.abort(reason), fill: fillWith(saleLines(day, 5)) }), reason);
});

test('readers see the previous slice until the new one is committed', async () => {
  const day = freshDay();
  await load(day, { fill: fillWith(saleLines(day, 40)) });
  const held = await rowsOf(day);
  let seen: unknown;

  await load(day, {
    writer: later,
    fill: fillWith(saleLines(day, 3)),
    prove: async ({ arrived }) => {
      seen = await rowsOf(day);
      return { keep: 'new', state: 'loaded', sourceFigures: arrived };
    },
  });

  assert.deepEqual(seen, held);
  assert.equal((await rowsOf(day)).length, 3);
});

test('two slices load at the same time and neither sees the other', async () => {
  const days = [freshDay(), freshDay(), freshDay()];
  const arrived = days.map(() => Promise.withResolvers<void>());
  const allArrived = Promise.all(arrived.map(({ promise }) => promise));

  const outcomes = await Promise.all(
    days.map((day, index) => {
      const batchFrom = bulkLines(day);
      return load(day, {
        writer: { ...later, stepId: String(100 + index) },
        fill: async (append) => {
          for (let page = 0; page < 13; page++) await append(batchFrom(page * 10_000));
        },
        prove: async ({ arrived: figures }) => {
          arrived[index]?.resolve();
          await allArrived;
          return { keep: 'new', state: 'loaded', sourceFigures: figures };
        },
      });
    }),
  );

  for (const { count } of outcomes) assert.equal(count.stored.rows, 130_000);
  const held = await warehouse.read(
    'select count(*)::integer as rows from ventas_raw where fecha in ($1::date, $2::date, $3::date)',
    days,
  );
  assert.deepEqual(held, [{ rows: 390_000 }]);
});
