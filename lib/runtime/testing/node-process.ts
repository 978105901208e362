import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrashInput } from '#lib/runtime/testing/crash-job';

export type NodeCall = {
  id: number;
  name: 'start' | 'cancel' | 'retry' | 'drain';
  input?: CrashInput;
  key?: string;
  runId?: string;
};
export type NodeReply = { id: number; value?: string; code?: string; message?: string };

/** A node in a process of its own, so that it can be killed. */
export type NodeProcess = {
  child: ChildProcess;
  /** Null when the process died before it answered. */
  call: (call: Omit<NodeCall, 'id'>) => Promise<NodeReply | null>;
  died: Promise<NodeJS.Signals | null>;
  isAlive: () => boolean;
  kill: (signal: NodeJS.Signals) => void;
};

/** Compiled once for all the nodes of a test file: half of what a start costs. */
const compileCache = mkdtempSync(join(tmpdir(), 'fluxion-nodes-'));
process.once('exit', () => rmSync(compileCache, { recursive: true, force: true }));

/** Starts a node. With a fault it kills itself there, perhaps before it is ready. */
export async function startNode(
  databaseUrl: string,
  fault?: string,
  pace: 'quick' | 'as in life' = 'quick',
): Promise<NodeProcess> {
  const child = fork(join(import.meta.dirname, 'node-main.ts'), [databaseUrl, pace], {
    env: { ...process.env, FLUXION_FAULT: fault ?? '', NODE_ENV: 'test', NODE_COMPILE_CACHE: compileCache },
    execArgv: [],
    serialization: 'json',
  });
  const died = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
  const waiting = new Map<number, (reply: NodeReply | null) => void>();
  let calls = 0;
  child.on('message', (reply: NodeReply) => waiting.get(reply.id)?.(reply));
  void died.then(() => {
    for (const answer of waiting.values()) answer(null);
  });
  const answered = (id: number) => new Promise<NodeReply | null>((done) => waiting.set(id, done));
  const isAlive = () => child.exitCode === null && child.signalCode === null;
  await answered(0);
  return {
    child,
    died,
    isAlive,
    kill: (signal) => child.kill(signal),
    call: async (call) => {
      if (!isAlive()) return null;
      calls += 1;
      const answer = answered(calls);
      child.send({ id: calls, ...call }, () => {});
      return answer;
    },
  };
}
