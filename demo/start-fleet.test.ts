import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { closingQuery, defaultQuery } from '#demo/sales/extraction-query';
import { spawnFleet } from '#demo/spawn-fleet';
import { type Fleet, startFleet } from '#demo/start-fleet';
import type { DemoStore } from '#demo/start-store';
import { type Answer, ask, connectTo } from '#demo/testing/tedious-client';
import { StoreFile } from '#lib/contract/store';

const day = '2025-10-17';
const nextDay = '2025-10-18';
let fleet: Fleet;

before(async () => {
  fleet = await startFleet({ stores: 16, linesPerDay: 300, today: nextDay, days: 40, sick: true });
});
after(() => fleet.stop());

function storeOf(id: string): DemoStore {
  const store = fleet.stores.find((each) => each.id === id);
  assert.ok(store);
  return store;
}

async function askStore(id: string, sql: string, on = day): Promise<Answer> {
  const store = storeOf(id);
  const connection = await connectTo(store, { port: store.directPort });
  const after = new Date(Date.parse(on) + 86_400_000).toISOString().slice(0, 10);
  return ask(connection, sql, { desde: on, hasta: after }).finally(() => connection.close());
}

async function figuresAt(id: string, on = day): Promise<unknown> {
  const proof = `select count(*), cast(sum(cantidad) as nvarchar(50)), cast(sum(total) as nvarchar(50)), count(distinct numero_factura)`;
  const { rows } = await askStore(id, `${proof} from (${storeOf(id).query ?? defaultQuery}) as t`, on);
  const [[count, units, amount, tickets] = []] = rows;
  return { rows: count, units, amount, tickets };
}

test('sixteen stores answer with the fleet’s own figures, whatever their schema', async () => {
  for (const { id } of fleet.stores) assert.deepEqual(await figuresAt(id), fleet.expected(id, day), id);
});

test('the fleet is a file that the product imports', () => {
  const { stores } = StoreFile.parse(fleet.storeFile());

  assert.equal(stores.length, 16);
  assert.deepEqual(
    stores.slice(0, 5).map(({ name }) => name),
    ['PERIFERICO', 'AV. BOLIVAR', 'MAÑONGO', 'SAN DIEGO', 'VIVIENDA'],
  );
  assert.deepEqual(
    stores.filter(({ query }) => query !== null).map(({ id }) => id),
    ['tienda_04', 'tienda_12'],
  );
});

test('a sick fleet has a missing week, a half-loaded yesterday, a dead, a slow and a dropping store', async () => {
  assert.equal(fleet.expected('tienda_06', '2025-10-08').rows, 0);
  assert.equal(fleet.expected('tienda_06', '2025-10-05').rows, 300);
  const half = fleet.expected('tienda_09', day).rows;
  assert.ok(half > 100 && half < 200, `${half} rows`);
  await assert.rejects(connectTo(storeOf('tienda_11')), /Failed to connect/);
  await assert.rejects(
    connectTo(storeOf('tienda_15')).then((connection) => ask(connection, 'select * from dbo.ventas')),
  );
});

test('a half-loaded day is repaired over HTTP, and a day is changed over HTTP', async () => {
  const url = `${fleet.controlUrl}/stores/tienda_09/days/${day}`;
  await fetch(`${url}/changes`, { method: 'DELETE' });
  const repaired = fleet.expected('tienda_09', day).rows;
  const change = { kind: 'delete', limit: 7 };
  await fetch(`${url}/changes`, { method: 'POST', body: JSON.stringify({ change }) });
  const answer: unknown = await (await fetch(url)).json();

  assert.equal(repaired, 300);
  assert.deepEqual(answer, fleet.expected('tienda_09', day));
  assert.deepEqual(await figuresAt('tienda_09'), answer);
});

test('the tills’ closings know what was sold when the sales table has only half of it', async () => {
  fleet.change('tienda_09', day, { kind: 'half' });
  const { rows } = await askStore(
    'tienda_09',
    `select filas, cast(importe as nvarchar(50)) from (${closingQuery}) as q`,
  );
  const half = fleet.expected('tienda_09', day);
  fleet.restore('tienda_09', day);
  const { rows: lines, amount } = fleet.expected('tienda_09', day);

  assert.deepEqual(rows, [[lines, amount]]);
  assert.ok(half.rows < lines);
});

test('a day changes while it is read: the page after the change sees it, the page before does not', async () => {
  const id = 'tienda_02';
  const extra = {
    kind: 'insert',
    rows: [{ numero_factura: 'Z99-251017-000001', linea: '1', total: '0.1000' }],
  } as const;
  fleet.change(id, day, extra, 200);
  const first = await askStore(id, `${defaultQuery}`);
  const second = await askStore(id, `${defaultQuery}`);
  fleet.restore(id, day);

  assert.deepEqual([first.rows.length, second.rows.length], [300, 301]);
  assert.equal(fleet.expected(id, day).rows, 300);
});

test('rows are doubled, doubled with another total, altered and taken away', async () => {
  const id = 'tienda_03';
  const before = fleet.expected(id, day);
  fleet.change(id, day, { kind: 'duplicate', limit: 3 });
  fleet.change(id, day, { kind: 'duplicate', limit: 1, different: true });
  const doubled = fleet.expected(id, day);
  fleet.change(id, day, { kind: 'alter', set: { total: '999999999999.9999' }, limit: 1 });
  const altered = await figuresAt(id);
  fleet.change(id, day, { kind: 'empty' });
  const emptied = await figuresAt(id);
  fleet.restore(id, day);

  assert.equal(doubled.rows, before.rows + 4);
  assert.equal(doubled.tickets, before.tickets);
  assert.match(JSON.stringify(altered), /"amount":"1000\d{9}\.\d{4}"/);
  assert.deepEqual(emptied, { rows: 0, units: null, amount: null, tickets: 0 });
  assert.deepEqual(await figuresAt(id), before);
});

test('connections through the proxy are counted, and faults are set over HTTP', async () => {
  const store = storeOf('tienda_05');
  fleet.resetCounts(store.id);
  const connection = await connectTo(store);
  await ask(connection, 'select 1');
  const during = fleet.counts(store.id);
  connection.close();
  const faults = `${fleet.controlUrl}/stores/${store.id}/faults`;
  await fetch(faults, { method: 'POST', body: JSON.stringify({ mode: 'refuse' }) });
  await assert.rejects(connectTo(store), /Failed to connect/);
  await fetch(faults, { method: 'DELETE' });
  const { stores } = await listed();

  assert.deepEqual([during.current, during.total, during.maxConcurrent], [1, 1, 1]);
  assert.equal(stores.length, 16);
  await connectTo(store).then((again) => again.close());
});

/** What GET /stores of the control server answers. */
async function listed(): Promise<{ stores: unknown[] }> {
  const answer: unknown = await (await fetch(`${fleet.controlUrl}/stores`)).json();
  return answer as { stores: unknown[] };
}

test('a control call that makes no sense is answered with 400, an unknown path with 404', async () => {
  const faults = `${fleet.controlUrl}/stores/tienda_01/faults`;
  const wrong = await fetch(faults, { method: 'POST', body: JSON.stringify({ mode: 'earthquake' }) });
  const unknown = await fetch(`${fleet.controlUrl}/stores/tienda_99/faults`, { method: 'DELETE' });
  const nowhere = await fetch(`${fleet.controlUrl}/nowhere`);

  assert.deepEqual([wrong.status, unknown.status, nowhere.status], [400, 400, 404]);
});

test('a fleet in another process has the same rows, and ends when it is told to', async () => {
  const other = await spawnFleet(['--stores', '1', '--lines', '300', '--today', nextDay, '--days', '5', '--healthy']);
  const figures = await other.call('GET', `/stores/tienda_01/days/${day}`);
  const { seconds } = await other.cpu();
  await other.stop();

  assert.deepEqual(figures, fleet.expected('tienda_01', day));
  assert.ok(seconds > 0);
  assert.throws(() => process.kill(other.pid, 0), /ESRCH/);
});

test('a fleet ends when the process that started it is killed', async () => {
  const program = `import { spawnFleet } from '#demo/spawn-fleet';
    const fleet = await spawnFleet(['--stores', '1', '--lines', '5', '--days', '2']);
    process.stdout.write(String(fleet.pid) + '\\n');
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid]: unknown[] = await once(parent.stdout.setEncoding('utf8'), 'data');
  parent.kill('SIGKILL');
  await once(parent, 'close');
  await gone(Number(pid));
});

/** A process that is not our child ends without an event: it is asked for, five seconds at most. */
async function gone(pid: number): Promise<void> {
  for (let asked = 0; asked < 250; asked += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
  assert.fail(`process ${pid} is still there`);
}

test('a store for benches serves the same rows from bytes encoded once, page by page', async () => {
  const bench = await spawnFleet(['--lines', '2500', '--day', day], 'encoded-store.ts');
  const plain = await startFleet({ stores: 1, linesPerDay: 2500, today: nextDay, days: 3 });
  const sql = `select top (@rows) t.numero_factura, t.linea, cast(t.total as nvarchar(40)), t.cliente from (${defaultQuery}) as t
    where t.numero_factura > @ticket or (t.numero_factura = @ticket and t.linea > @line) order by t.numero_factura, t.linea`;
  const page = { rows: 1000, desde: day, hasta: nextDay, ticket: 'C03', line: 0 };
  const answers: unknown[] = [];
  for (const stores of [bench.stores, bench.stores, plain.stores]) {
    const [store] = stores;
    assert.ok(store);
    const connection = await connectTo(store);
    answers.push((await ask(connection, sql, page)).rows);
    connection.close();
  }
  await bench.stop();
  await plain.stop();

  assert.deepEqual(answers[0], answers[2]);
  assert.deepEqual(answers[1], answers[2]);
});
