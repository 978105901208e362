import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCatalogue, makePeople } from '#demo/sales/catalogue';
import { dayCache } from '#demo/sales/day-cache';
import { applyChange } from '#demo/sales/day-changes';
import { figuresOf } from '#demo/sales/figures';
import { generateDay } from '#demo/sales/generate-day';
import { salesRows } from '#demo/sales/sales-rows';
import { linesOfDay, profileOf } from '#demo/sales/store-profile';

const seed = 42;
const chain = { products: makeCatalogue(seed), customers: makePeople(1, 50), sellers: makePeople(2, 5) };
const day = 20_378;

function dayOf(index: number, lines: number) {
  return generateDay({ profile: profileOf(seed, index), chain, day, lines });
}

test('the same store and day have the same rows each time they are made', () => {
  const first = [...salesRows(dayOf(2, 700))];
  const second = [...salesRows(dayOf(2, 700))];
  const other = [...salesRows(dayOf(3, 700))];

  assert.deepEqual(first, second);
  assert.notDeepEqual(first, other);
});

test('a day has exactly as many lines as were asked for, ticket by ticket and line by line', () => {
  for (const lines of [1, 19, 50, 500, 20_000]) {
    const rows = [...salesRows(dayOf(1, lines))];
    const keys = rows.map(({ numero_factura, linea }) => `${numero_factura}/${String(linea).padStart(3, '0')}`);

    assert.equal(rows.length, lines);
    assert.deepEqual(keys, [...new Set(keys)].sort());
  }
});

test('by itself a store sells 15,000 to 30,000 lines a day, more on Saturdays', () => {
  const profile = profileOf(seed, 5);
  const days = Array.from({ length: 28 }, (_, i) => linesOfDay(profile, day + i));
  const saturday = 20_379;

  assert.ok(days.every((lines) => lines >= 15_000 && lines <= 30_000));
  assert.ok(linesOfDay(profile, saturday) > linesOfDay(profile, saturday + 2));
});

test('every total follows from its line to the last digit', () => {
  const scaled = (text: string | null | undefined): bigint => BigInt((text ?? '0').replace('.', ''));
  const rows = [...salesRows(dayOf(2, 5000))];
  const wrong = rows.filter((row) => {
    const gross = scaled(row.total) + scaled(row.descuento) - scaled(row.impuesto);
    const product = scaled(row.cantidad) * scaled(row.precio_unitario);
    const apart = product - gross * 10_000n;
    return apart > 5_000n || apart < -5_000n;
  });

  assert.deepEqual(wrong, []);
});

test('the sums are exact where doubles are not', () => {
  const huge = dayOf(2, 5000);
  const rows = [...salesRows(huge)];
  const inDoubles = rows.reduce((sum, { total }) => sum + Number(total), 0).toFixed(4);
  const exact = rows.reduce((sum, { total }) => sum + BigInt(String(total).replace('.', '')), 0n);
  const { amount } = figuresOf(huge);

  assert.ok(rows.some(({ total }) => total === '999999999999.9999'));
  assert.equal(amount.replace('.', ''), exact.toString());
  assert.notEqual(amount, inDoubles);
});

test('there are returns, voids, dollars, missing costs and names, accents, and tickets after midnight', () => {
  const rows = [...salesRows(dayOf(1, 20_000))];

  assert.ok(rows.some(({ cantidad }) => String(cantidad).startsWith('-')));
  assert.ok(rows.some(({ anulada }) => anulada === '1'));
  assert.ok(rows.some(({ moneda, tasa_cambio }) => moneda === 'USD' && /\.\d*[1-9]\d{0,3}$/.test(String(tasa_cambio))));
  assert.ok(
    rows.some(
      ({ costo_unitario, cliente, vendedor }) => costo_unitario === null && cliente === null && vendedor !== null,
    ),
  );
  assert.ok(rows.some(({ nombre_producto }) => /ñ/.test(String(nombre_producto))));
  assert.ok(rows.some(({ nombre_producto }) => /🍫/.test(String(nombre_producto))));
  assert.ok(rows.every(({ fecha }) => fecha === '2025-10-17'));
  assert.ok(rows.some(({ fecha_hora }) => String(fecha_hora).startsWith('2025-10-18T00:')));
});

test('a change leaves the block that others are reading as it was', () => {
  const before = dayOf(2, 100);
  const rows = [...salesRows(before)];
  const after = applyChange(before, { kind: 'delete', where: { linea: '1' } }, day);

  assert.deepEqual([...salesRows(before)], rows);
  assert.ok(after.count < 100 && after.count > 0);
  assert.throws(
    () => applyChange(before, { kind: 'alter', set: { precio: '1' } }, day),
    /Invalid column name 'precio'/,
  );
});

test('the cache keeps what fits and drops the oldest first', () => {
  const cache = dayCache(250);
  let made = 0;
  const get = (key: string) =>
    cache.get(key, () => {
      made += 1;
      return dayOf(1, 100);
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) get(key);

  assert.equal(made, 4);
});
