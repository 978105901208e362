import { once } from 'node:events';
import { z } from 'zod';
import { AppError } from '#lib/errors';
import { defineJob } from '#lib/runtime/define-job';

/** A job for tests: `good` steps that end well, `bad` ones that fail for good, `stuck` ones that wait to be cancelled. */
export const countJob = defineJob({
  name: 'test.count',
  summary: { es: 'Cuenta.', en: 'Counts.' },
  input: z.strictObject({
    good: z.int().min(0).max(1000).default(0),
    bad: z.int().min(0).default(0),
    stuck: z.int().min(0).default(0),
    forbidden: z.boolean().default(false),
  }),
  parallel: 4,
  retries: { times: 0, everyMinutes: 0 },
  timeoutMinutes: 1,
  check: async (_, { forbidden }) => {
    if (!forbidden) return;
    const details = [{ path: 'tienda_01', message: '23 verified days' }];
    throw new AppError('confirmation_required', 'This loads 23 verified days again: confirm it.', { details });
  },
  plan: async ({ runId }, input) => [
    ...keys(`good/${runId}`, input.good),
    ...keys(`bad/${runId}`, input.bad),
    ...keys(`stuck/${runId}`, input.stuck),
  ],
  step: async ({ signal, log }, { key }) => {
    log('info', `counting ${key}`);
    if (key.startsWith('bad')) throw new AppError('source_rejected', `${key} cannot be counted`);
    if (key.startsWith('stuck')) await once(signal, 'abort').then(() => signal.throwIfAborted());
    return { counted: 1 };
  },
});

function keys(kind: string, count: number): { key: string }[] {
  return Array.from({ length: count }, (_, index) => ({ key: `${kind}/${index + 1}` }));
}
