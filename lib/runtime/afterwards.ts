import type { EngineParts } from '#lib/runtime/engine-parts';

/** What was asked for is committed by now: the rest is made up for by the polls, and fails nobody's request. */
export async function afterwards({ log }: EngineParts, work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => log.warn({ err: error }, 'done, but what follows waits for the next poll'));
}
