import { once } from 'node:events';
import type { Socket } from 'node:net';

/** Waits until a socket wants more bytes. True when it does, false when it is closed. */
export async function drained(socket: Socket): Promise<boolean> {
  if (socket.destroyed) return false;
  if (!socket.writableNeedDrain) return true;
  const over = new AbortController();
  const until = (event: string) => once(socket, event, { signal: over.signal }).then(() => event === 'drain');
  const waits = [until('drain'), until('close')];
  for (const wait of waits) wait.catch(() => undefined);
  try {
    return await Promise.race(waits);
  } catch {
    return false;
  } finally {
    over.abort();
  }
}
