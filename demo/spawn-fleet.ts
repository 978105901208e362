import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DemoStore } from '#demo/start-store';

/** A fleet in a process of its own. */
export type SpawnedFleet = {
  readonly controlUrl: string;
  readonly stores: readonly DemoStore[];
  readonly today: string;
  readonly pid: number;
  /** CPU seconds of the process so far, and its memory. */
  cpu(): Promise<{ seconds: number; rssBytes: number }>;
  /** Calls the control server: `call('POST', '/stores/tienda_01/faults', { mode: 'reset', afterBytes: 10 })`. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
};

/** Starts `demo/fleet.ts` with the given arguments and waits until its stores listen. */
export async function spawnFleet(args: readonly string[] = [], program = 'fleet.ts'): Promise<SpawnedFleet> {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [path, ...args, '--attached'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const early = exited.then(() => {
    throw new Error(`the fleet ended before it was ready, with code ${child.exitCode}`);
  });
  const first: unknown[] = await Promise.race([once(lines, 'line'), early]);
  early.catch(() => undefined);
  const ready = readyLine(String(first[0]));
  const call = caller(ready.controlUrl);
  return {
    ...ready,
    pid: child.pid ?? 0,
    call,
    cpu: async () => cpuOf(await call('GET', '/cpu')),
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}

type Ready = Pick<SpawnedFleet, 'controlUrl' | 'stores' | 'today'>;

/** The line is written by `demo/fleet.ts` beside this file: its shape is known. */
function readyLine(line: string): Ready {
  const { controlUrl, stores, today } = JSON.parse(line) as Ready;
  return { controlUrl, stores, today };
}

function caller(controlUrl: string): SpawnedFleet['call'] {
  return async (method, path, body) => {
    const response = await fetch(controlUrl + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** What the control server answers at /cpu: microseconds, as Node counts them. */
function cpuOf(answer: unknown): { seconds: number; rssBytes: number } {
  const { user, system, rssBytes } = answer as { user: number; system: number; rssBytes: number };
  return { seconds: (user + system) / 1e6, rssBytes };
}
