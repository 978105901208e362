import { setTimeout as sleep } from 'node:timers/promises';
import { drained } from '#demo/drained';
import type { Link } from '#demo/fault-proxy';

type Piece = { chunk: Buffer; dueAt: number };

const mostQueuedBytes = 4 * 1024 * 1024;
const ticksPerSecond = 20;

/** Carries bytes from the store to its client, late, slowly, and not beyond the byte that the fault names. */
export function forwardToClient(link: Link): void {
  const { upstream, client } = link;
  const queue: Piece[] = [];
  let queued = 0;
  let ended = false;
  let wake = (): void => undefined;
  upstream.on('data', (chunk: Buffer) => {
    queue.push({ chunk, dueAt: Date.now() + (link.fault.ms ?? 0) });
    queued += chunk.length;
    if (queued > mostQueuedBytes) upstream.pause();
    wake();
  });
  const finish = (): void => {
    ended = true;
    wake();
  };
  upstream.on('end', finish);
  upstream.on('close', finish);
  const next = async (): Promise<Piece | undefined> => {
    while (queue.length === 0 && !ended) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const piece = queue.shift();
    queued -= piece?.chunk.length ?? 0;
    if (queued <= mostQueuedBytes) upstream.resume();
    return piece;
  };
  client.on('close', finish);
  carry(link, next).catch(() => client.destroy());
}

async function carry(link: Link, next: () => Promise<Piece | undefined>): Promise<void> {
  if (endsNow(link)) return;
  for (let piece = await next(); piece; piece = await next()) {
    const late = piece.dueAt - Date.now();
    if (late > 0) await sleep(late);
    if (!(await deliver(link, piece.chunk))) return;
  }
  link.client.end();
}

/** Whether the connection goes on afterwards. */
async function deliver(link: Link, chunk: Buffer): Promise<boolean> {
  let rest = chunk;
  while (rest.length > 0) {
    const allowed = Math.min(rest.length, bytesLeft(link), sliceOf(link));
    if (allowed > 0) await write(link, rest.subarray(0, allowed));
    rest = rest.subarray(allowed);
    if (endsNow(link)) return false;
    if (link.client.destroyed) return false;
    if (link.fault.bytesPerSecond !== undefined) await sleep(1000 / ticksPerSecond);
  }
  return true;
}

function sliceOf({ fault }: Link): number {
  if (fault.bytesPerSecond === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(1, Math.round(fault.bytesPerSecond / ticksPerSecond));
}

function cuts({ fault }: Link): boolean {
  return fault.mode === 'reset' || fault.mode === 'close' || fault.mode === 'blackhole';
}

function bytesLeft(link: Link): number {
  return cuts(link) ? Math.max(0, (link.fault.afterBytes ?? 0) - link.bytesToClient) : Number.POSITIVE_INFINITY;
}

async function write(link: Link, bytes: Buffer): Promise<void> {
  link.bytesToClient += bytes.length;
  if (!link.client.destroyed && !link.client.write(bytes)) await drained(link.client);
}

/** Ends the connection where the fault says so; a black hole leaves it open and silent. */
export function endsNow(link: Link): boolean {
  if (bytesLeft(link) > 0) return false;
  if (link.fault.mode === 'reset') link.client.resetAndDestroy();
  if (link.fault.mode === 'close') link.client.end();
  return true;
}
