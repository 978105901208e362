import type { Liveness, Readiness } from '#lib/contract/health';
import type { Runtime } from '#lib/runtime/current';

/** Whether the program can work; the server answers this itself until it has started. */
export async function readiness({ checks }: Pick<Runtime, 'checks'>): Promise<Readiness> {
  const results = await checks();
  return { status: results.every(({ ok }) => ok) ? 'ready' : 'not_ready', checks: results };
}

export function liveness({ startedAt, version }: Pick<Runtime, 'startedAt' | 'version'>): Liveness {
  return { status: 'alive', pid: process.pid, startedAt: startedAt.toISOString(), version };
}
