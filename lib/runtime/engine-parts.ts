import type { Sql, TransactionSql } from 'postgres';
import type { Logger } from '#lib/log';
import type { Job } from '#lib/runtime/define-job';
import type { Resources } from '#lib/runtime/resources';
import type { RunLogWriter } from '#lib/runtime/run-log';
import type { Timings } from '#lib/runtime/timings';

/** The engine's own pool: prepared statements, bigint ids, one connection kept for LISTEN. */
export type EngineSql = Sql<{ bigint: bigint }>;
export type EngineTx = TransactionSql<{ bigint: bigint }>;

/** What the verbs of the engine share. */
export type EngineParts = {
  sql: EngineSql;
  resources: Resources;
  jobs: ReadonlyMap<string, Job>;
  /** This process, under a name that no earlier process had. */
  node: string;
  /** Were there other nodes when this one last looked? */
  hasPeers: () => boolean;
  slots: number;
  ownsWarehouse: boolean;
  now: () => Date;
  log: Logger;
  runLog: RunLogWriter;
  timings: Timings;
};
