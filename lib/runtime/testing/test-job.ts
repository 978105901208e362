import { defineJob, type Job, type JobDefinition } from '#lib/runtime/define-job';

type Essential = 'name' | 'input' | 'plan' | 'step';

/** A job of a test: says what matters to it, the rest is unremarkable. */
export function testJob<Input>(definition: Pick<JobDefinition<Input>, Essential> & Partial<JobDefinition<Input>>): Job {
  return defineJob({
    summary: { es: 'Una prueba', en: 'A test' },
    parallel: 4,
    retries: { times: 0, everyMinutes: 0 },
    timeoutMinutes: 1,
    ...definition,
  });
}

/** Something that a step waits for and the test lets go. */
export type Gate = { opened: Promise<void>; open: () => void };

export function gate(): Gate {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  return { opened, open };
}

/** Ends when the signal does, as a step that reads from a socket does. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
