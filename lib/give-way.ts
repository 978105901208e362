import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

const behindServing = 10;
const poolThread = 'libuv-worker';

/**
 * Puts the calling thread, and those it starts from now on, behind the main thread when both want a core: a load must
 * not keep a person waiting. On Linux, where a thread has a priority of its own under its thread id; elsewhere nothing.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  // "1234/task/1237": synchronous calls run on the calling thread, so this names it and not the main thread.
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), behindServing);
}

/** The same for Node's thread pool as it stands: it runs DuckDB's statements, which take whole cores. */
export function poolGivesWay(): void {
  if (process.platform !== 'linux') return;
  for (const id of readdirSync('/proc/self/task')) {
    if (readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim() === poolThread)
      setPriority(Number(id), behindServing);
  }
}
