import type { z } from 'zod';
import { percentile, report } from '#bench/report';
import { callEndpoint } from '#lib/contract/call';
import * as runs from '#lib/contract/endpoints/runs';
import { serveRoutes } from '#lib/http/testing/serve-routes';
import { type TestProgram, testProgram } from '#lib/http/testing/test-program';

const bench = 'log';
const manyLines = Number(process.env.BENCH_LINES ?? 1_000_000);
const rounds = 9;

type Query = z.input<typeof runs.LogFilter>;
/** What a reader of a long log does, and how long it may take in milliseconds. */
const readings: Record<string, { query: Query; limitMs: number }> = {
  'first lines': { query: { tail: true, limit: 500 }, limitMs: 200 },
  'the page before them': { query: { before: String(Math.ceil(manyLines / 2)), limit: 1000 }, limitMs: 200 },
  'the errors of it': { query: { tail: true, level: 'error', limit: 500 }, limitMs: 200 },
  '100 hits of a word on every line': { query: { tail: true, search: 'PÁGINA', limit: 100 }, limitMs: 500 },
  '100 hits of words that meet seldom': { query: { tail: true, search: 'conexion perdida', limit: 100 }, limitMs: 500 },
  '100 hits of a store and a page': { query: { tail: true, search: 'tienda_07 77', limit: 100 }, limitMs: 500 },
  'a word on three lines': { query: { tail: true, search: 'certificado', limit: 100 }, limitMs: 500 },
  'a word that is nowhere': { query: { tail: true, search: 'nowhere', limit: 100 }, limitMs: 500 },
  'the lines of one step': { query: { tail: true, step: 'tienda_07/2026-03-05', limit: 100 }, limitMs: 500 },
  'what came since the last reading': { query: { after: String(manyLines), search: 'nowhere' }, limitMs: 200 },
};

const closing: (() => Promise<void>)[] = [];
const owner = { after: (close: () => Promise<void>) => closing.unshift(close) };

try {
  const { database } = await testProgram(owner);
  const base = await serveRoutes(owner);
  const id = await seed(database.sql);
  for (const [figure, { query, limitMs }] of Object.entries(readings)) {
    const read = () => callEndpoint(fetch, base, runs.readLogs, { params: { id }, query });
    await read();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      await read();
      times.push(performance.now() - startedAt);
    }
    report({ bench, figure: `${figure}, p95`, value: percentile(times, 95), unit: 'ms', bound: { atMost: limitMs } });
  }
  await reportFile(base, id);
} finally {
  for (const close of closing) await close();
}

/** The whole log as a file, thrown away as it comes. */
async function reportFile(base: string, id: string): Promise<void> {
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const response = await fetch(`${base}/api/runs/${id}/log-file`);
  let bytes = 0;
  let most = before;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    most = Math.max(most, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  report({ bench, figure: 'the whole log as a file', value: bytes / 2 ** 20 / seconds, unit: 'MB/s' });
  const grown = (most - before) / 2 ** 20;
  report({ bench, figure: 'memory for that', value: grown, unit: 'MB', bound: { atMost: 150 } });
}

/** Lines as a load of many store-days writes them. Their blocks hold 500 lines, as the engine's do at such a pace. */
async function seed(sql: TestProgram['database']['sql']): Promise<string> {
  const [run] = await sql<{ id: string }[]>`
    insert into runs (job, trigger, today, priority, parallel, state, input, open_steps, started_at, ended_at, log_lines)
    values ('sales.load', 'recovery', '2026-11-22', 3, 4, 'completed', '{}', 0, now(), now(), ${manyLines})
    returning id::text as id`;
  if (!run) throw new Error('the run was not made');
  await sql`
    insert into run_logs (run_id, step_key, at, level, code, params, message)
    select ${run.id}::bigint,
           'tienda_' || lpad((n / 40 % 16 + 1)::text, 2, '0') || '/2026-' || lpad((n / 640 % 12 + 1)::text, 2, '0')
             || '-' || lpad((n / 7680 % 28 + 1)::text, 2, '0'),
           timestamptz '2026-11-22' + n * interval '10 milliseconds',
           case when n % 2003 = 0 then 'error' when n % 501 = 0 then 'warning' else 'info' end,
           'sales.page', jsonb_build_object('page', n % 40, 'rows', n % 20000),
           case when n % 2003 = 0 then 'Conexion perdida con el servidor, intento ' || n % 4
                when n % 333333 = 1 then 'El certificado del servidor cambio'
                else 'Pagina ' || n % 40 || ': ' || n % 20000 || ' filas hasta ahora, en ' || n % 900
                       || ' ms; conexion estable, se pide la siguiente' end
    from generate_series(1, ${manyLines}::integer) n
    order by n`;
  await sql`
    insert into run_log_blocks (run_id, first_id, last_id, folded)
    select run_id, min(id), max(id), string_agg(lower(step_key || ' ' || message), chr(10) order by id)
    from run_logs
    group by run_id, (id - 1) / 500`;
  await sql`vacuum analyze run_logs`;
  await sql`vacuum analyze run_log_blocks`;
  return run.id;
}
