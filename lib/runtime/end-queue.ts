import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { type Ended, endSteps } from '#lib/runtime/end-steps';
import type { EngineParts } from '#lib/runtime/engine-parts';
import { faultPoint } from '#lib/runtime/fault-point';
import { isRefused } from '#lib/runtime/refused';
import { refusedEnding, type StepEnding } from '#lib/runtime/step-ending';

const mostAtOnce = 200;
const tryAgainMs = 300;

/** Writes the ends of steps, those that arrive together in one transaction. */
export type EndQueue = {
  /** Resolves once the end is committed; false when the step was no longer this node's. */
  write: (ending: StepEnding) => Promise<boolean>;
  /** Gives up what the database did not take: a node that starts again finds those steps. */
  close: () => void;
};

type Waiting = { ending: StepEnding; done: (written: boolean) => void; refused?: boolean };

export function createEndQueue(parts: EngineParts, endRuns: (runIds: bigint[]) => void): EndQueue {
  const waiting: Waiting[] = [];
  let writing = false;
  let closed = false;

  const commit = async (endings: StepEnding[]): Promise<Ended> => {
    await parts.runLog.flush();
    const ended = await parts.sql.begin(async (tx) => {
      const written = await endSteps(tx, parts, { endings, node: parts.node, now: parts.now() });
      passFaultPoints(endings, 'before');
      return written;
    });
    passFaultPoints(endings, 'after');
    return ended;
  };
  /** So that one refused ending keeps no other waiting. False: it was refused even without what it carried. */
  const oneByOne = async (batch: Waiting[]): Promise<boolean> => {
    const [first] = batch;
    if (batch.length === 1 && first?.refused) return false;
    for (const { ending, done } of batch) {
      const refused = batch.length === 1;
      if (refused) parts.log.error({ step: ending.key }, 'the database refused what a step left behind');
      await untilCommitted([{ ending: refused ? refusedEnding(ending) : ending, done, refused }]);
    }
    return true;
  };
  const untilCommitted = async (batch: Waiting[]): Promise<void> => {
    while (!closed) {
      try {
        const { written, runsToEnd } = await commit(batch.map(({ ending }) => ending));
        for (const { ending, done } of batch) done(written.has(ending.id));
        endRuns(runsToEnd);
        return;
      } catch (error) {
        if (isRefused(error) && (await oneByOne(batch))) return;
        parts.log.warn({ err: error, steps: batch.length }, 'the ends of steps wait for the database');
        await delay(tryAgainMs);
      }
    }
    for (const { done } of batch) done(false);
  };
  const writeAll = async () => {
    writing = true;
    // What ends in this turn of the event loop shares the transaction.
    await nextTurn();
    while (waiting.length > 0) await untilCommitted(waiting.splice(0, mostAtOnce));
    writing = false;
  };

  return {
    write: (ending) =>
      new Promise((done) => {
        waiting.push({ ending, done });
        if (!writing) void writeAll();
      }),
    close: () => {
      closed = true;
    },
  };
}

function passFaultPoints(endings: StepEnding[], when: 'before' | 'after'): void {
  faultPoint(`end-${when}-commit`);
  if (endings.some(({ state }) => state === 'waiting')) faultPoint(`retry-${when}-commit`);
  if (when === 'before' && endings.some(({ state }) => state === 'pending')) faultPoint('hand-back-before-commit');
}
