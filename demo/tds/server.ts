import { createServer, type Server, type Socket } from 'node:net';
import type { Environment } from '#demo/sql/run-batch';
import type { EncodedRows } from '#demo/tds/encoded-rows';
import { type ServerEncryption, secureContextOf } from '#demo/tds/encryption';
import { openSession } from '#demo/tds/session';

/** What a server of SQL Server's protocol needs to know of the store behind it. */
export type TdsHost = {
  readonly serverName: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly encryption: ServerEncryption;
  /** The tables of the database at this moment. */
  readonly environment: () => Environment;
  /** Rows with nulls travel as NBCROW. */
  readonly compactNulls: boolean;
  /** Rows encoded beforehand, for benches. */
  readonly encodedRows: EncodedRows | undefined;
  /** Told after every bunch of rows that was sent. */
  readonly onRowsSent: (count: number) => void;
};

/** A TDS 7.4 server; it must still be told to listen. */
export function tdsServer(host: TdsHost): Server {
  const { mode } = host.encryption;
  const line = { mode, secureContext: mode === 'off' ? undefined : secureContextOf(host.encryption) };
  let sessions = 50;
  return createServer({ noDelay: true }, (socket: Socket) => {
    sessions += 1;
    openSession(socket, line, { host, spid: sessions });
  });
}
