import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { defaultQuery } from '#demo/sales/extraction-query';
import { type Fleet, startFleet } from '#demo/start-fleet';

const run = promisify(execFile);
const isMissing = ['tsql', 'freebcp'].filter((program) => spawnSync(program, ['-C']).error !== undefined);
const skip =
  isMissing.length > 0 &&
  `NOT TESTED: ${isMissing.join(' and ')} missing; install Debian's freetds-bin to run this test`;
if (skip) process.stderr.write(`${skip}\n`);

const environment = { ...process.env, LC_ALL: 'C.UTF-8' };
const day = '2025-10-17';
let fleet: Fleet;
let folder: string;

before(async () => {
  fleet = await startFleet({ stores: 4, linesPerDay: 4000, today: '2025-10-18', days: 9 });
  folder = await mkdtemp(join(tmpdir(), 'freetds-'));
});
after(async () => {
  await fleet.stop();
  await rm(folder, { recursive: true });
});

function connectionOf(index: number): { port: number; login: string[]; query: string; id: string } {
  const store = fleet.stores[index];
  assert.ok(store);
  const { username, password, database, port, id } = store;
  const query = (store.query ?? defaultQuery).replaceAll('@desde', `'${day}'`).replaceAll('@hasta', "'2025-10-18'");
  return { port, id, query, login: ['-U', username, '-P', password, '-D', database] };
}

function tsql(index: number, sql: string): Promise<string> {
  const { port, login } = connectionOf(index);
  const process = run('tsql', ['-H', '127.0.0.1', '-p', String(port), '-o', 'fhq', ...login], { env: environment });
  process.child.stdin?.end(`${sql}\ngo\n`);
  return process.then(({ stdout }) => stdout);
}

test('tsql counts a day of a store, and its sums are the fleet’s to the last digit', { skip }, async () => {
  for (const index of [0, 3]) {
    const { query, id } = connectionOf(index);
    const output = await tsql(
      index,
      `select count_big(*), sum(cantidad), sum(total), count(distinct numero_factura) from (${query}) as t`,
    );

    const { rows, units, amount, tickets } = fleet.expected(id, day);
    assert.equal(output.trim(), [rows, units, amount, tickets].join('\t'));
  }
});

test('tsql shows an error with its number and line', { skip }, async () => {
  const { port, login } = connectionOf(0);
  const process = run('tsql', ['-H', '127.0.0.1', '-p', String(port), ...login], { env: environment });
  process.child.stdin?.end('select 1,\n  falsa from dbo.ventas\ngo\n');
  const { stderr } = await process;

  assert.match(stderr, /Msg 207 \(severity 16, state 1\) from TIENDA_01 Line 2:\s+"Invalid column name 'falsa'\."/);
});

test('freebcp copies a day out, row by row the day of the fleet', { skip }, async () => {
  for (const index of [0, 3]) {
    const { query, port, login, id } = connectionOf(index);
    const file = join(folder, `${id}.tsv`);
    const chosen = `select numero_factura, linea, total, nombre_producto from (${query.replaceAll(/\s+/g, ' ')}) as t order by numero_factura, linea`;
    await run('freebcp', [chosen, 'queryout', file, '-S', `127.0.0.1:${port}`, '-c', ...login], { env: environment });

    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const expected = [...fleet.rows(id, day)].map((row) =>
      [row.numero_factura, row.linea, row.total, row.nombre_producto].join('\t'),
    );
    assert.deepEqual(lines, expected);
  }
});

test('tsql reads through TLS, whether it asks for it or the server does', { skip }, async () => {
  const modes = ['optional', 'required'] as const;
  const secret = await startFleet({
    ...{ stores: 2, linesPerDay: 300, today: '2025-10-18', days: 3 },
    encryption: (index) => ({ mode: modes[index - 1] ?? 'optional' }),
  });
  for (const { port, username, password, database, id } of secret.stores) {
    for (const encryption of ['off', 'request', 'require']) {
      const settings = join(folder, `${id}-${encryption}.conf`);
      await writeFile(
        settings,
        `[tienda]\nhost = 127.0.0.1\nport = ${port}\ntds version = 7.4\nencryption = ${encryption}\n`,
      );
      const login = ['-S', 'tienda', '-U', username, '-P', password, '-D', database, '-o', 'fhq'];
      const process = run('tsql', login, { env: { ...environment, FREETDSCONF: settings } });
      process.child.stdin?.end(`select count_big(*), sum(total) from dbo.ventas where fecha = '${day}'\ngo\n`);
      const { rows, amount } = secret.expected(id, day);
      assert.equal((await process).stdout.trim(), `${rows}\t${amount}`, `${id}, ${encryption}`);
    }
  }
  await secret.stop();
});

test('freebcp copies a whole table out by its name', { skip }, async () => {
  const { port, login } = connectionOf(0);
  const file = join(folder, 'ventas.tsv');
  const { stdout } = await run('freebcp', ['dbo.ventas', 'out', file, '-S', `127.0.0.1:${port}`, '-c', ...login], {
    env: environment,
  });

  assert.match(stdout, /40000 rows copied/);
});
