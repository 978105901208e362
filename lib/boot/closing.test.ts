import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openThings } from '#lib/boot/closing';
import { createLog } from '#lib/log';

test('what was opened last is closed first, and one that fails keeps no other from closing', async () => {
  const lines: string[] = [];
  const closed: string[] = [];
  const open = openThings(createLog('info', { write: (line) => void lines.push(line) }));
  open.add('first', async () => closed.push('first'));
  open.add('broken', () => Promise.reject(new Error('stuck')));
  open.add('last', async () => closed.push('last'));

  await open.run();

  assert.deepEqual(closed, ['last', 'first']);
  assert.match(lines.join(''), /"name":"broken".*did not close cleanly/);
});
