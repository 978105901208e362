import { Connection } from 'tedious';
import { connectionSettings, type SourceLimits } from '#lib/sources/connection-settings';
import { instancePort } from '#lib/sources/instance-port';
import type { StoreConnection } from '#lib/sources/source';

/** A connection that is still to be opened. Finding an instance's port takes its part of the time that connecting may take. */
export async function newConnection(
  store: StoreConnection,
  limits: SourceLimits,
  signal: AbortSignal,
): Promise<Connection> {
  if (store.instance === null) return new Connection(connectionSettings(store, limits));
  const startedAt = performance.now();
  const port = await instancePort(store, store.instance, { timeoutMs: limits.connectTimeoutMs, signal });
  const leftMs = Math.max(1, Math.ceil(limits.connectTimeoutMs - (performance.now() - startedAt)));
  return new Connection(connectionSettings(store, { ...limits, connectTimeoutMs: leftMs }, port));
}
