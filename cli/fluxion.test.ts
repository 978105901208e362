import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sealEntries } from '#lib/access/audit/seal-entries';
import { makeKey } from '#lib/access/keys';
import { countJob } from '#lib/http/testing/count-job';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { testProgram } from '#lib/http/testing/test-program';
import { saveSchedule } from '#lib/runtime/save-schedule';
import { addStore } from '#lib/sales/testing/sales-rows';

const launcher = fileURLToPath(new URL('./fluxion.js', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'fluxion-cli-'));
after(() => rm(folder, { recursive: true, force: true }));

const { db } = await testProgram({ after }, { jobs: [countJob] });
const url = await serveRoutes({ after });
const nobody = 'http://127.0.0.1:9';

type Ended = { code: number; out: string; err: string };

/** Runs the command to its end; `environment` comes on top of the server's address. */
function fluxion(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const env = { ...process.env, FLUXION_URL: url, DATA_DIR: folder, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [launcher, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

async function answer(args: string[]) {
  const { code, out, err } = await fluxion([...args, '--json']);
  assert.equal(err, '');
  return { code, value: JSON.parse(out) };
}

test('a run is started, and followed to its end with exit code 0', async () => {
  const started = await answer(['run', 'test.count', '--input', '{"good":1}']);
  const followed = await fluxion(['run', 'test.count', '--input', '{"good":2}', '--follow']);

  assert.equal(started.code, 0);
  assert.match(started.value.run_id, /^\d+$/);
  assert.equal(followed.code, 0);
  assert.match(followed.out, /counting good/);
  assert.match(followed.out, /Run \d+ completed in .*\(2 of 2 steps completed, 0 failed, 0 skipped\)/);
});

test('a run with a failed step ends with exit code 1, also for scripts', async () => {
  const { code, out } = await fluxion(['run', 'test.count', '--input', '{"bad":1,"good":1}', '-f', '--json']);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

  assert.equal(code, 1);
  assert.equal(lines.at(-1).state, 'partial');
  assert.ok(lines.some(({ level }) => level === 'error'));
});

test('runs are listed in aligned columns, and filtered', async () => {
  const { out, code } = await fluxion(['runs', '--state', 'completed,partial', '--limit', '50']);
  const [titles = '', ...rows] = out.trimEnd().split('\n');

  assert.equal(code, 0);
  assert.ok(rows.length >= 2);
  const at = titles.indexOf('JOB');
  assert.ok(rows.every((row) => row.slice(at).startsWith('test.count')));
});

test('the log of a run is shown again later, all of it or its last lines', async () => {
  const [run] = (await answer(['runs', '--state', 'completed', '--limit', '1'])).value.items;
  const all = await fluxion(['logs', run.id]);
  const followed = await fluxion(['logs', run.id, '-f']);
  const last = await fluxion(['logs', run.id, '--tail', '1']);

  assert.equal(all.code, 0);
  assert.equal(followed.out, all.out);
  assert.equal(last.out.trimEnd(), all.out.trimEnd().split('\n').at(-1));
});

test('a stuck run is cancelled, and who follows it sees it end with exit code 1', async () => {
  const { run_id: id } = (await answer(['run', 'test.count', '--input', '{"stuck":1}'])).value;
  const env = { ...process.env, FLUXION_URL: url };
  const follower = spawn(process.execPath, [launcher, 'run', 'test.count', '--input', '{"stuck":1}', '-f'], { env });
  const [first] = await once(follower.stdout, 'data');
  const [running] = (await answer(['runs', '--limit', '1'])).value.items;
  const cancelled = await fluxion(['cancel', id]);
  await fluxion(['cancel', running.id]);
  const [[code], rest] = await Promise.all([once(follower, 'exit'), text(follower.stdout)]);

  assert.equal(cancelled.code, 0);
  assert.equal(code, 1);
  assert.match(first + rest, new RegExp(`Run ${running.id} cancelled`));
});

test('a run is paused and resumed, and where nothing waits retry-now says so', async () => {
  const { run_id: id } = (await answer(['run', 'test.count', '--input', '{"stuck":1}'])).value;
  const paused = await answer(['pause', id]);
  const resumed = await fluxion(['resume', id]);
  const hurried = await fluxion(['retry-now', id]);
  await fluxion(['cancel', id]);

  assert.equal(typeof paused.value.pausedAt, 'string');
  assert.deepEqual([resumed.code, resumed.out.trim()], [0, `Run ${id} goes on.`]);
  assert.equal(hurried.code, 1);
  assert.match(hurried.err, /waits for its next try/);
});

test('a log is searched by words', async () => {
  const [run] = (await answer(['runs', '--state', 'completed', '--limit', '1'])).value.items;
  const found = await fluxion(['logs', run.id, '--search', 'COUNTING good/', '--tail', '1']);
  const none = await fluxion(['logs', run.id, '--search', 'nowhere']);

  assert.match(found.out, /counting good/);
  assert.deepEqual([none.code, none.out], [0, '']);
});

test('what failed is retried in the same run', async () => {
  const [run] = (await answer(['runs', '--state', 'partial', '--limit', '1'])).value.items;
  const retried = await fluxion(['retry', run.id, '-f']);
  const again = await fluxion(['retry', '999999']);

  assert.equal(retried.code, 1);
  // Only what is new: the good step is not counted again.
  assert.doesNotMatch(retried.out, /counting good/);
  assert.match(retried.out, new RegExp(`Run ${run.id} partial`));
  assert.deepEqual([again.code, again.err.trim()], [2, 'There is no run 999999.']);
});

test('wrong use ends with exit code 2 and says what is wrong', async () => {
  const wrong: [string[], RegExp][] = [
    [['frobnicate'], /unknown command/],
    [['runs', '--colour'], /unknown option/],
    [['runs', '--limit', 'many'], /many is no whole number/],
    [['runs', '--state', 'done'], /state\[0\]/],
    [['run', 'no.such'], /no job "no\.such"/],
    [['run', 'test.count', '--input', '{good:1}'], /--input is no JSON/],
    [['run', 'test.count', '--input', '{}', '--from', '2025-10-01'], /not both/],
    [['run', 'test.count', '--input', '{"good":-1}'], /good: /],
    [['run', 'test.count', '--input', '{"forbidden":true}'], /--confirm/],
    [['stores', 'import', join(folder, 'nothing.json')], /Cannot read/],
    [['--url', 'ftp://x', 'runs'], /no address of a server/],
  ];
  for (const [args, why] of wrong) {
    const { code, err } = await fluxion(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, why);
  }
});

test('the key is sent as it is; one that opens nothing is refused with exit code 4', async () => {
  const asker = { name: 'tester', role: 'admin', personId: null } as const;
  const { key } = await makeKey(db, { name: 'ci', role: 'viewer', expiresInDays: 1, service: true }, asker);
  const seen = await fluxion(['runs'], { FLUXION_KEY: key });
  const started = await fluxion(['run', 'test.count'], { FLUXION_KEY: key });
  const unknown = await fluxion(['runs'], { FLUXION_KEY: 'flx_nothing' });

  assert.deepEqual([seen.code, started.code, unknown.code], [0, 4, 4]);
  assert.match(started.err, /This takes the role operator; ci is viewer/);
  assert.match(unknown.err, /Set FLUXION_KEY/);
});

test('without a server every command ends with exit code 3', async () => {
  for (const args of [['runs'], ['gaps'], ['run', 'test.count'], ['stores', 'test'], ['schedules']]) {
    const { code, err } = await fluxion(['--url', nobody, ...args]);
    assert.equal(code, 3);
    assert.match(err, /No server answers at http:\/\/127\.0\.0\.1:9\./);
  }
});

test('stores are imported from a file or a pipe, listed, and exported', async () => {
  const path = join(folder, 'stores.json');
  const store = {
    id: 'tienda_01',
    name: 'PERIFERICO\u001b[31m',
    host: 'h',
    port: 1433,
    database: 'POS',
    username: 'u',
    firstDay: '2024-09-01',
  };
  await writeFile(path, JSON.stringify({ version: 1, stores: [store] }));
  const imported = await fluxion(['stores', 'import', path]);
  const listed = await fluxion(['stores']);
  const exported = await fluxion(['stores', 'export', '-o', join(folder, 'out.json')]);
  const bad = JSON.stringify({ version: 1, stores: [{ ...store, port: 0 }] });
  await writeFile(path, bad);
  const refused = await fluxion(['stores', 'import', path]);

  assert.deepEqual([imported.code, imported.out.trim()], [0, '1 created, 0 changed, 0 unchanged.']);
  assert.match(listed.out, /tienda_01 {2}PERIFERICO/);
  // A name may not steer the terminal.
  assert.ok(!listed.out.includes('\u001b'));
  assert.equal(exported.code, 0);
  assert.equal(JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')).stores[0].id, 'tienda_01');
  assert.deepEqual([refused.code, /stores\.0\.port/.test(refused.err)], [2, true]);
});

test('schedules are listed, switched and carried over by file', async () => {
  await saveSchedule(
    db,
    {
      id: 'nightly',
      job: 'test.count',
      cron: '0 5 * * *',
      zone: 'America/Caracas',
      enabled: true,
      missed: 'last',
      graceMinutes: 30,
      overlap: 'skip',
      retries: null,
      retryMinutes: null,
      input: {},
    },
    new Date(),
  );
  const path = join(folder, 'schedules.json');
  const listed = await fluxion(['schedules']);
  const disabled = await answer(['schedules', 'disable', 'nightly']);
  await fluxion(['schedules', 'export', '-o', path]);
  const imported = await answer(['schedules', 'import', path]);

  assert.match(listed.out, /nightly +test\.count +0 5 \* \* \* +America\/Caracas +yes/);
  assert.equal(disabled.value.enabled, false);
  assert.deepEqual(imported.value, { created: [], changed: [], unchanged: ['nightly'] });
});

test('doctor examines the machine and the server', async () => {
  const { code, value } = await answer(['doctor', '--no-connections']);
  const names = value.findings.map(({ name }: { name: string }) => name);

  for (const name of ['node', 'zone', 'disk', 'version', 'clock', 'database', 'schedule nightly'])
    assert.ok(names.includes(name));
  // The server under test calls itself 0.0.0-test: doctor sees that it is not the one that belongs to this command.
  assert.equal(code, 1);
});

test('doctor without a server still examines the machine, and says what it could not', async () => {
  const { code, out } = await fluxion(['doctor', '--url', nobody]);

  assert.equal(code, 3);
  assert.match(out, /^disk +good/m);
  assert.match(out, /^server +BAD +No server answers/m);
  assert.match(out, /^warehouse +unknown +unknown while no server answers/m);
});

test('days are marked with a reason, and the mark is taken back', async () => {
  await addStore(db, 'tienda_88');
  const days = ['--stores', 'tienda_88', '--from', '2025-10-05', '--to', '2025-10-06'];
  const marked = await fluxion(['mark', 'closed', ...days, '--reason', 'flood']);
  const unmarked = await answer(['unmark', ...days]);
  const unknown = await fluxion(['mark', 'shut', ...days, '--reason', 'flood']);

  assert.deepEqual([marked.code, marked.out], [0, '2 day(s) marked closed.\n']);
  assert.deepEqual([unmarked.code, unmarked.value], [0, { days: 2 }]);
  assert.equal(unknown.code, 2);
});

test('the stock of the stores is told with its age, and what was never taken is called so', async () => {
  await addStore(db, 'tienda_71', { name: 'MAÑONGO' });
  const { code, out } = await fluxion(['stock', '--store', 'tienda_71']);
  const { value } = await answer(['stock', '--store', 'tienda_71']);

  assert.equal(code, 0);
  assert.match(out, /tienda_71 +MAÑONGO +never +missing +- +0 +- +- +-/);
  assert.equal(value.stores[0].freshness, 'never');
});

test('the audit is listed and verified; a head that is another one ends with exit code 1', async () => {
  await sealEntries(db);
  const listed = await fluxion(['audit', 'list', '--act', 'post.runs', '--limit', '2']);
  const { value } = await answer(['audit', 'list', '--outcome', 'done', '--limit', '1']);
  const verified = await fluxion(['audit', 'verify']);
  const head = /^Head: (\d+:[0-9a-f]{64})$/m.exec(verified.out)?.[1] ?? '';
  const again = await answer(['audit', 'verify', '--expect-head', head]);
  const other = await fluxion(['audit', 'verify', '--expect-head', `1:${'0'.repeat(64)}`]);

  assert.match(listed.out, /tester +post\.runs +done +run:\d+/);
  assert.equal(value.items.length, 1);
  assert.deepEqual([verified.code, again.code, again.value.whole], [0, 0, true]);
  assert.match(verified.out, /^Whole: \d+ sealed entries, none changed\.$/m);
  assert.equal(other.code, 1);
  assert.match(other.out, /^BROKEN at seal 1: /m);
});
