import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { StoreConnection } from '#lib/sources/source';

type FleetStore = Pick<StoreConnection, 'id' | 'name' | 'host' | 'database' | 'username' | 'password' | 'query'> & {
  directPort: number;
};

/** The simulated stores as a process of their own, so that what they cost is told apart. */
export type FleetProcess = { pid: number; stores: StoreConnection[]; stop: () => Promise<void> };

/** Starts stores whose rows are encoded beforehand: `lines` of them in every store-day. */
export async function startFleetProcess(options: {
  stores: number;
  lines: number;
  today: string;
}): Promise<FleetProcess> {
  const { stores, lines, today } = options;
  const numbers = ['--stores', String(stores), '--lines', String(lines), '--days', '2', '--today', today];
  const child = spawn(process.execPath, ['demo/fleet.ts', '--healthy', '--encoded', ...numbers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: { stores: FleetStore[] } = JSON.parse(line);
    const stop = async () => {
      child.kill('SIGTERM');
      await exited;
    };
    return { pid: child.pid ?? 0, stores: ready.stores.map(connectionOf), stop };
  }
  throw new Error('The fleet ended before it was ready');
}

/** Past the fault proxy: it would cost CPU that no link costs. */
function connectionOf({
  id,
  name,
  host,
  directPort,
  database,
  username,
  password,
  query,
}: FleetStore): StoreConnection {
  const unencrypted = { encryption: 'off', trustCertificate: false } as const;
  return {
    id,
    name,
    host,
    port: directPort,
    instance: null,
    database,
    username,
    password,
    ...unencrypted,
    query,
    controlQuery: null,
  };
}
