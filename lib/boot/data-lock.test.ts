import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { prepareDataFolder } from '#lib/boot/data-folder';
import { lockDataFolder } from '#lib/boot/data-lock';

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'fluxion-lock-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Another process that holds the folder until it is killed. */
async function holder(t: TestContext, dataDir: string): Promise<ChildProcess> {
  const module = join(import.meta.dirname, 'data-lock.ts');
  const program = `import { lockDataFolder } from ${JSON.stringify(module)};
    await lockDataFolder(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('a folder that another process holds is refused with the pid of that process', async (t) => {
  const dataDir = folder(t);
  const { pid } = await holder(t, dataDir);

  await assert.rejects(lockDataFolder(dataDir), {
    code: 'conflict',
    message: new RegExp(`in use by process ${pid}\\b`),
  });
});

test('a holder that was killed -9 leaves the folder free at once', async (t) => {
  const dataDir = folder(t);
  const killed = await holder(t, dataDir);
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  const lock = await lockDataFolder(dataDir);

  await lock.release();
});

test('a holder that is stopped, not dead, keeps the folder', async (t) => {
  const dataDir = folder(t);
  const frozen = await holder(t, dataDir);
  frozen.kill('SIGSTOP');

  await assert.rejects(lockDataFolder(dataDir), { code: 'conflict' });
});

test('the same folder by another name is the same folder', async (t) => {
  const dataDir = folder(t);
  const link = join(folder(t), 'link');
  symlinkSync(dataDir, link);
  const lock = await lockDataFolder(dataDir);

  await assert.rejects(lockDataFolder(link), { code: 'conflict' });

  await lock.release();
});

test('a released folder can be locked again, and two folders do not collide', async (t) => {
  const dataDir = folder(t);
  await (await lockDataFolder(dataDir)).release();

  const locks = await Promise.all([lockDataFolder(dataDir), lockDataFolder(folder(t))]);

  for (const lock of locks) await lock.release();
});

test('of ten starts at the same time one gets the folder', async (t) => {
  const dataDir = folder(t);

  const starts = await Promise.allSettled(Array.from({ length: 10 }, () => lockDataFolder(dataDir)));

  const won = starts.filter((start) => start.status === 'fulfilled');
  assert.equal(won.length, 1);
  for (const { value } of won) await value.release();
});

test('a data folder that is a file, or lies under one, is refused with its name and what to do', (t) => {
  const file = join(folder(t), 'file');
  writeFileSync(file, '');

  assert.throws(
    () => prepareDataFolder(file),
    /The data folder .*file cannot be used: it or a part of its path is a file\..*set DATA_DIR/,
  );
  assert.throws(() => prepareDataFolder(join(file, 'data')), /a part of its path is a file/);
});

test('a folder that this user may not write is refused with its owner', { skip: process.getuid?.() === 0 }, (t) => {
  const dataDir = folder(t);
  chmodSync(dataDir, 0o555);

  assert.throws(() => prepareDataFolder(dataDir), /this user may not write there/);
});

test('a place where nobody may make a folder is refused', { skip: process.platform !== 'linux' }, () => {
  assert.throws(() => prepareDataFolder('/proc/fluxion/data'), /The data folder \/proc\/fluxion\/data cannot be used/);
});
