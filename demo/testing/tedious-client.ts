import { Connection, type ConnectionConfiguration, Request, TYPES } from 'tedious';
import type { DemoStore } from '#demo/start-store';

export type Login = { password?: string; database?: string; encrypt?: boolean; packetSize?: number; port?: number };

/** A connection of unmodified tedious to a store of the fleet. */
export async function connectTo(store: DemoStore, login: Login = {}, onError = ignore): Promise<Connection> {
  const connection = new Connection(configurationOf(store, login));
  connection.on('error', () => undefined);
  connection.on('errorMessage', ({ number }: { number: number }) => onError(number));
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  return connection;
}

/** Told the number of every error that the server sends. */
function ignore(_number: number): void {}

function configurationOf(store: DemoStore, login: Login): ConnectionConfiguration {
  const { host, username } = store;
  return {
    server: host,
    authentication: { type: 'default', options: { userName: username, password: login.password ?? store.password } },
    options: {
      port: login.port ?? store.port,
      database: login.database ?? store.database,
      encrypt: login.encrypt ?? false,
      packetSize: login.packetSize ?? 32_767,
      trustServerCertificate: true,
      connectTimeout: 10_000,
      requestTimeout: 60_000,
      useUTC: true,
    },
  };
}

export type Parameters = Record<string, string | number | bigint | boolean | null>;
export type Answer = { columns: string[]; rows: unknown[][]; count: number | undefined };

/** Runs a statement with its parameters; whole numbers go as int, `YYYY-MM-DD` as date, other text as nvarchar. */
export function ask(connection: Connection, sql: string, parameters: Parameters = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answer: Answer = { columns: [], rows: [], count: undefined };
    const request = new Request(sql, (error, count) => {
      if (error) reject(error);
      else resolve({ ...answer, count });
    });
    for (const [name, value] of Object.entries(parameters)) request.addParameter(name, typeOf(value), value);
    request.on('columnMetadata', (columns) => {
      if (Array.isArray(columns)) answer.columns = columns.map((column) => column.colName);
    });
    request.on('row', (row: { value: unknown }[]) => void answer.rows.push(row.map(({ value }) => value)));
    connection.execSql(request);
  });
}

function typeOf(value: Parameters[string]): (typeof TYPES)[keyof typeof TYPES] {
  if (typeof value === 'number') return TYPES.Int;
  if (typeof value === 'bigint') return TYPES.BigInt;
  if (typeof value === 'boolean') return TYPES.Bit;
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? TYPES.Date : TYPES.NVarChar;
}

export type Refusal = { number: number | undefined; line: number | undefined; code: string | undefined };

/** What tedious makes of an error of the server: every one of its errors may carry these fields. */
export function refusalOf(error: unknown): Refusal {
  const { number, lineNumber, code } = error as { number?: number; lineNumber?: number; code?: string };
  return { number, line: lineNumber, code };
}
