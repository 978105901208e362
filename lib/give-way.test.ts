import assert from 'node:assert/strict';
import { once } from 'node:events';
import { getPriority } from 'node:os';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

const program = `
  import { readlinkSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { parentPort } from 'node:worker_threads';
  import { giveWay } from '#lib/give-way';
  const id = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  const before = getPriority(id);
  giveWay();
  parentPort.postMessage({ before, after: getPriority(id) });
`;

test('a thread that gives way lowers its own priority and leaves the main thread alone', {
  skip: process.platform !== 'linux' && 'threads have priorities of their own on Linux only',
}, async () => {
  const mainBefore = getPriority();
  const source = program.replace("'#lib/give-way'", `'${new URL('./give-way.ts', import.meta.url).href}'`);
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));

  const [{ before, after }] = await once(worker, 'message');

  assert.ok(after > before, `${after} > ${before}`);
  assert.equal(getPriority(), mainBefore);
});
