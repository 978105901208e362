import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLimiter, createWriteGate } from '#lib/warehouse/worker/gates';

test('a limiter runs no more than its number at once, the rest in order', async () => {
  const limit = createLimiter(2);
  const order: string[] = [];
  let running = 0;
  const work = (name: string) =>
    limit(async () => {
      running += 1;
      assert.ok(running <= 2);
      await new Promise(setImmediate);
      order.push(name);
      running -= 1;
    });

  await Promise.all(['a', 'b', 'c', 'd', 'e'].map(work));

  assert.deepEqual(order, ['a', 'b', 'c', 'd', 'e']);
});

test('work that fails makes room for the next', async () => {
  const limit = createLimiter(1);
  const failing = limit(() => Promise.reject(new Error('no')));
  const next = limit(async () => 'yes');

  await assert.rejects(failing, /no/);
  assert.equal(await next, 'yes');
});

test('a checkpoint that waited too long for a writer does nothing, and others come in again', async () => {
  const gate = createWriteGate();
  const order: string[] = [];
  await gate.enter();

  const alone = gate.alone(async () => {
    order.push('checkpoint');
  }, 1);
  const late = gate.enter().then(() => order.push('late writer'));

  assert.equal(await alone, false);
  await late;
  assert.deepEqual(order, ['late writer']);
  gate.leave();
  gate.leave();
  assert.equal(await gate.alone(async () => {}), true);
  assert.equal(gate.isIdle(), true);
});

test('a checkpoint waits for the writers that are in, and those that come wait for it', async () => {
  const gate = createWriteGate();
  const order: string[] = [];
  await gate.enter();
  await gate.enter();

  const alone = gate.alone(async () => {
    order.push('checkpoint');
  });
  const late = gate.enter().then(() => order.push('late writer'));
  gate.leave();
  await new Promise(setImmediate);
  assert.deepEqual(order, []);
  gate.leave();
  await Promise.all([alone, late]);

  assert.deepEqual(order, ['checkpoint', 'late writer']);
  assert.equal(gate.isIdle(), false);
  gate.leave();
  assert.equal(gate.isIdle(), true);
});
