import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { WrittenRow } from '#lib/columns/testing/batch-of';
import { addDays } from '#lib/contract/day';
import { hourHints } from '#lib/sales/hour-hints';
import { partialHints } from '#lib/sales/partial-hints';
import { loadSlice, openFor, temporaryFolder } from '#lib/warehouse/testing/open-temporary';
import { saleLine, salesBatch } from '#lib/warehouse/testing/sales-rows';
import type { Warehouse } from '#lib/warehouse/warehouse';

const day = '2025-10-22';
const weekdays = [7, 14, 21, 28].map((days) => addDays(day, -days));
const tills = ['C01', 'C02'];
const ticketsAnHour = 6;

type Ticket = { till: string; hour: number; number: number };

/** Two tills from 8:00 to 20:00, six tickets an hour each, numbered by the till. */
const everyTicket: readonly Ticket[] = tills.flatMap((till) =>
  Array.from({ length: 12 * ticketsAnHour }, (_, index) => ({
    till,
    hour: 8 + Math.floor(index / ticketsAnHour),
    number: index + 1,
  })),
);

function lineOf(on: string, { till, hour, number }: Ticket): WrittenRow {
  const minute = String((number * 7) % 60).padStart(2, '0');
  const fecha_hora = `${on} ${String(hour).padStart(2, '0')}:${minute}:00.0`;
  const numero_factura = `${till}-251022-${String(number).padStart(6, '0')}`;
  return saleLine(on, number, { caja: till, fecha_hora, numero_factura, linea: 1 });
}

async function stored(t: TestContext, tickets: readonly Ticket[]): Promise<Warehouse> {
  const { folder, remove } = temporaryFolder();
  t.after(remove);
  const warehouse = await openFor(t, join(folder, 'ventas.db'));
  const load = (on: string, sold: readonly Ticket[]) =>
    loadSlice(warehouse, {
      slice: { storeId: 'tienda_01', day: on },
      fill: (append) => append(salesBatch(sold.map((ticket) => lineOf(on, ticket)))),
    });
  for (const weekday of weekdays) await load(weekday, everyTicket);
  await load(day, tickets);
  return warehouse;
}

const hintsOf = (warehouse: Warehouse) => partialHints(warehouse, { storeId: 'tienda_01', day }, weekdays);

test('a whole day gives no sign', async (t) => {
  assert.deepEqual(await hintsOf(await stored(t, everyTicket)), []);
});

test('a till without its sales of 14:00 to 16:00 is told with the hours and the tickets that are missing', async (t) => {
  const isLost = ({ till, hour }: Ticket) => till === 'C02' && (hour === 14 || hour === 15);

  const hints = await hintsOf(
    await stored(
      t,
      everyTicket.filter((ticket) => !isLost(ticket)),
    ),
  );

  assert.deepEqual(hints, [
    { kind: 'empty_hours', till: 'C02', fromHour: 14, toHour: 16, usualRows: 12 },
    { kind: 'ticket_holes', till: 'C02', missing: 12, first: 'C02-251022-000037', last: 'C02-251022-000048' },
  ]);
});

test('a day of which only the first half came ends long before the usual last sale', async (t) => {
  const hints = await hintsOf(
    await stored(
      t,
      everyTicket.filter(({ hour }) => hour < 14),
    ),
  );

  assert.deepEqual(hints, [
    { kind: 'early_end', lastSaleAt: `${day}T13:58:00`, usualLastSaleAt: `${day}T19:56:00` },
    { kind: 'empty_hours', till: null, fromHour: 14, toHour: 20, usualRows: 72 },
  ]);
});

test('where tills share their numbers, only a number that none of them has is missing', async (t) => {
  const shared = everyTicket.map(({ hour, number }, index) => ({ till: `C${index % 5}`, hour, number: number + 144 }));
  const once = shared.filter(({ number }, index) => index < 72 && number !== 150 && number !== 151);
  const warehouse = await stored(t, []);
  await loadSlice(warehouse, {
    slice: { storeId: 'tienda_01', day },
    writer: { runId: '2', stepId: '2', attempt: 1, source: 'sql-server' },
    fill: (append) =>
      append(salesBatch(once.map((ticket) => ({ ...lineOf(day, ticket), numero_factura: `F-${ticket.number}` })))),
  });

  const holes = (await hintsOf(warehouse)).filter(({ kind }) => kind === 'ticket_holes');

  assert.deepEqual(holes, [{ kind: 'ticket_holes', till: null, missing: 2, first: 'F-150', last: 'F-151' }]);
});

test('two days before say nothing about what is usual', () => {
  const hour = (on: string) => ({ day: on, till: 'C01', hour: 9, rows: 100, lastSecond: 36_000 });

  assert.deepEqual(hourHints(weekdays.slice(2).map(hour), day, weekdays.slice(2)), []);
});
