import { availableParallelism } from 'node:os';
import type { Config } from '#lib/config';
import type { Sources } from '#lib/sources/source';
import { startSourceThreads } from '#lib/sources/source-threads';
import { sqlServer } from '#lib/sources/sql-server';

const mostThreads = 4;

/** `connection` opens a store's secret: rooms do not know each other, so the server hands it in. */
export function createSources({ connection, config }: { connection: Sources['connection']; config: Config }): Sources {
  const threads = startSourceThreads(Math.min(mostThreads, availableParallelism()));
  const limits = {
    connectTimeoutMs: config.SOURCE_CONNECT_TIMEOUT_MS,
    answerTimeoutMs: config.SOURCE_ANSWER_TIMEOUT_MS,
    idleTimeoutMs: config.SOURCE_IDLE_TIMEOUT_MS,
    pageRows: config.SOURCE_PAGE_ROWS,
  };
  return { sqlServer: sqlServer(threads, limits), connection, close: threads.close };
}
