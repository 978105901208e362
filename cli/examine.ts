import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { version } from '#cli/client';
import { NoServerError } from '#cli/exit-codes';
import { clockText } from '#cli/output';
import type { Environment, Session } from '#cli/program';
import { liveness, readiness } from '#lib/contract/endpoints/health';
import { listSchedules } from '#lib/contract/endpoints/schedules';
import { testStores } from '#lib/contract/endpoints/stores';
import type { StoreTest } from '#lib/contract/store';

/** `ok` null: it could not be found out. */
export type Finding = { name: string; ok: boolean | null; message: string };

const leastFreeBytes = 2 * 1024 ** 3;
const mostClockDifferenceMs = 60_000;

/** Looks at this machine first, then asks the server; without a server the rest is unknown and says so. */
export async function examine(
  session: Session,
  { connections }: { connections: boolean },
): Promise<{ findings: Finding[]; reached: boolean }> {
  const machine = [nodeVersion(), zone(session.environment), await disk(session.environment)];
  try {
    const server = [await serverVersion(session), await serverClock(session), ...(await serverChecks(session))];
    const schedules = await scheduleFindings(session);
    const stores = connections ? await connectionFindings(session) : [];
    return { findings: [...machine, ...server, ...schedules, ...stores], reached: true };
  } catch (error) {
    if (!(error instanceof NoServerError)) throw error;
    const unknown = ['clock', 'database', 'warehouse', 'engine', 'schedules', 'connections'];
    const server = { name: 'server', ok: false, message: error.message };
    const rest = unknown.map((name) => ({ name, ok: null, message: 'unknown while no server answers' }));
    return { findings: [...machine, server, ...rest], reached: false };
  }
}

function nodeVersion(): Finding {
  return { name: 'node', ok: true, message: `Node ${process.versions.node}, fluxion ${version}` };
}

function zone(environment: Environment): Finding {
  const machine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const business = environment.FLUXION_ZONE || 'America/Caracas';
  return { name: 'zone', ok: true, message: `this machine ${machine}, business days ${business} (FLUXION_ZONE here)` };
}

/** Of the data folder, or of the folder where it will be. */
async function disk(environment: Environment): Promise<Finding> {
  const folder = resolve(environment.DATA_DIR || 'data');
  const stats = await statfs(folder).catch(() => statfs(dirname(folder)).catch(() => null));
  if (stats === null) return { name: 'disk', ok: null, message: `${folder} cannot be looked at from here` };
  const free = stats.bavail * stats.bsize;
  return { name: 'disk', ok: free >= leastFreeBytes, message: `${(free / 1024 ** 3).toFixed(1)} GB free in ${folder}` };
}

async function serverVersion({ call, url }: Session): Promise<Finding> {
  const server = await call(liveness);
  const since = `since ${clockText(server.startedAt)}, process ${server.pid}`;
  const message = `${url}, version ${server.version}, ${since}`;
  const same = server.version === version;
  return {
    name: 'version',
    ok: same,
    message: same ? message : `${message}; this command is ${version}: restart the server`,
  };
}

/** HTTP tells the server's time to the second. */
async function serverClock({ url }: Session): Promise<Finding> {
  const response = await fetch(new URL(liveness.path, url), { method: 'GET' });
  await response.arrayBuffer();
  const date = response.headers.get('date');
  if (date === null) return { name: 'clock', ok: null, message: 'the server does not tell its time' };
  const differenceMs = Date.parse(date) - Date.now();
  const message = `the server's clock is ${Math.abs(Math.round(differenceMs / 1000))} s from ours`;
  return { name: 'clock', ok: Math.abs(differenceMs) < mostClockDifferenceMs, message };
}

async function serverChecks({ call }: Session): Promise<Finding[]> {
  const { checks } = await call(readiness);
  return checks.map(({ name, ok, message }) => ({ name, ok, message }));
}

async function scheduleFindings({ call }: Session): Promise<Finding[]> {
  const { items } = await call(listSchedules);
  return items.map(({ id, enabled, nextAt, warning }) => ({
    name: `schedule ${id}`,
    ok: warning === null,
    message: warning ?? (enabled ? `next at ${clockText(nextAt)}` : 'switched off'),
  }));
}

async function connectionFindings({ call }: Session): Promise<Finding[]> {
  const { items } = await call(testStores);
  return items.map(connectionFinding);
}

function connectionFinding({ storeId, ok, stages, clockDifferenceMs, serverVersion }: StoreTest): Finding {
  const name = `store ${storeId}`;
  const failed = stages.find((stage) => stage.ok === false);
  if (!ok) return { name, ok: false, message: failed ? `${failed.stage}: ${failed.message}` : 'not reached' };
  const clock = clockDifferenceMs ?? 0;
  const seconds = Math.round(clock / 1000);
  const message = `${serverVersion?.split('\n')[0]?.slice(0, 60) ?? 'reached'}, clock ${seconds} s from the server's`;
  return { name, ok: Math.abs(clock) < 5 * mostClockDifferenceMs, message };
}
