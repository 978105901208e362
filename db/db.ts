import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';

/** The control plane. Inside a transaction the same verbs take the transaction. */
export type Db = Pick<
  PostgresJsDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction'
>;
