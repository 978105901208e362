import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { type TestDatabase, testDatabase } from '#db/testing/test-database';
import { openBrowser, visit } from './browser.ts';
import { startWorld, type World } from './world.ts';

const manyLines = 1_000_000;

let database: TestDatabase;
let world: World;
let browser: Browser;
let run: string;

before(async () => {
  database = await testDatabase();
  [world, browser] = await Promise.all([startWorld({ DATABASE_URL: database.url }), openBrowser()]);
  run = await longRun();
});

after(async () => {
  await browser?.close();
  await world?.stop();
  await database?.close();
});

const seen = (locator: Locator) => locator.waitFor({ timeout: 30_000 });

test('a log of a million lines opens at its end, and a word of the middle of it is found and shown among its neighbours', async () => {
  const { page, troubles, close } = await visit(browser, world.url);
  const log = page.getByRole('log');

  await page.goto(`/runs/${run}`);
  await seen(log.getByText('page 1000000 arrived'));
  await page.getByRole('textbox', { name: 'Search the log' }).fill('CERTIFICATE changed');
  await seen(page.getByText('3 matches'));
  await log.getByRole('listitem').nth(1).locator('a').first().click();

  await seen(log.getByText('page 500001 arrived'));
  await seen(log.locator('mark').first());
  await page.getByRole('button', { name: 'Show only the matches' }).click();
  await seen(page.getByText('3 matches'));
  assert.ok((await log.getByRole('listitem').count()) <= 1000, 'the page holds a window of the log');

  await close();
  assert.deepEqual(troubles, []);
});

/** Written as the engine leaves it: a line for each page, three of them about a certificate. */
async function longRun(): Promise<string> {
  const { sql } = database;
  const [made] = await sql<{ id: string }[]>`
    insert into runs (job, trigger, today, priority, parallel, state, input, open_steps, started_at, ended_at, log_lines)
    values ('sales.load', 'recovery', ${world.yesterday}, 3, 4, 'completed', '{}', 0, now(), now(), ${manyLines})
    returning id::text as id`;
  if (!made) throw new Error('the run was not inserted');
  await sql`
    insert into run_logs (run_id, at, level, message)
    select ${made.id}::bigint, now() - interval '3 hours' + n * interval '10 milliseconds', 'info',
           case when n % 250000 = 0 and n < ${manyLines}::integer then 'the certificate changed' else 'page ' || n || ' arrived' end
    from generate_series(1, ${manyLines}::integer) n
    order by n`;
  await sql`
    insert into run_log_blocks (run_id, first_id, last_id, folded)
    select run_id, min(id), max(id), string_agg(message, chr(10) order by id)
    from run_logs
    group by run_id, (id - 1) / 500`;
  return made.id;
}
