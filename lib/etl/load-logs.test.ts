import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '#db/testing/test-database';
import { loadLogs } from '#lib/etl/load-logs';
import { until } from '#lib/http/testing/until';
import { insertLines, insertRun } from '#lib/runs/testing/insert-runs';

const { db, sql } = await testDatabase({ after });

async function messagesAfter(after: string): Promise<string[]> {
  const { logs } = await loadLogs(db, { after, limit: 100 });
  return logs.map(({ message }) => message);
}

test('a line whose writer has not committed yet is not passed over by one that came later', async () => {
  const [first, second] = [await insertRun(db), await insertRun(db)];
  const writer = await sql.reserve();
  await writer`begin`;
  await writer`
    insert into run_logs (run_id, at, level, message)
    values (${String(first)}, now(), 'info', 'written first, committed last')`;
  await insertLines(db, second, [{ message: 'written last, committed first', at: new Date() }]);

  const early = await messagesAfter('0');
  await writer`commit`;
  writer.release();

  assert.deepEqual(early, []);
  // Other tests' transactions on the same server may hold a line back for a moment.
  const late = await until(
    () => messagesAfter('0'),
    (messages) => messages.length === 2,
  );
  assert.deepEqual(late, ['written first, committed last', 'written last, committed first']);
});

test('the newest lines come without a cursor, in order, and only those of sales loads', async () => {
  const [load, other] = [await insertRun(db), await insertRun(db, { job: 'metrics.daily' })];
  await insertLines(db, load, [{ message: 'a' }, { message: 'b' }, { message: 'c', stepKey: 'tienda_01/2025-10-21' }]);
  await insertLines(db, other, [{ message: 'not a sale' }]);

  const { logs, next } = await loadLogs(db, { limit: 2 });

  assert.deepEqual(
    logs.map(({ message }) => message),
    ['b', 'tienda_01/2025-10-21: c'],
  );
  assert.equal(next, logs[1]?.id);
});
