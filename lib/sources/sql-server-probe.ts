import { once } from 'node:events';
import { connect } from 'node:net';
import { failureOf } from '#lib/errors';
import { type SourceLimits, usualPort } from '#lib/sources/connection-settings';
import { instancePort } from '#lib/sources/instance-port';
import type { SourceProbe, StoreConnection } from '#lib/sources/source';
import { connectStore } from '#lib/sources/sql-server-connection';
import { sourceError } from '#lib/sources/sql-server-errors';

/** A probe asks whether somebody is there, not for an answer at any price: loads may wait longer. */
const longestMs = 15_000;

/** Knocks, logs in and asks for one number. A failure is an answer. */
export async function probeStore(
  store: StoreConnection,
  limits: SourceLimits,
  signal: AbortSignal,
): Promise<SourceProbe> {
  const connectTimeoutMs = Math.min(limits.connectTimeoutMs, longestMs);
  const brief = { ...limits, connectTimeoutMs, idleTimeoutMs: Math.min(limits.idleTimeoutMs, longestMs) };
  const probe: SourceProbe = { tcpMs: null, loginMs: null, failure: null };
  try {
    probe.tcpMs = await timed(() => knock(store, connectTimeoutMs, signal));
    probe.loginMs = await timed(() => logIn(store, brief, signal));
  } catch (error) {
    probe.failure = failureOf(sourceError(error, store));
  }
  return probe;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.max(1, Math.round(performance.now() - startedAt));
}

async function knock(store: StoreConnection, timeoutMs: number, signal: AbortSignal): Promise<void> {
  const { host, instance } = store;
  const port =
    instance === null ? (store.port ?? usualPort) : await instancePort(store, instance, { timeoutMs, signal });
  signal.throwIfAborted();
  const socket = connect({ host, port });
  const timeout = Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' });
  socket.setTimeout(timeoutMs, () => socket.destroy(timeout));
  try {
    await once(socket, 'connect', { signal });
  } finally {
    socket.destroy();
  }
}

async function logIn(store: StoreConnection, limits: SourceLimits, signal: AbortSignal): Promise<void> {
  const link = await connectStore(store, limits, signal);
  try {
    await link.query({ sql: 'select 1', parameters: [], isInstant: true });
  } finally {
    link.close();
  }
}
