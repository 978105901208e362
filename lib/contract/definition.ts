import { z } from 'zod';

/** A job of the catalogue, as people and scripts see it. */
export const Definition = z.object({
  name: z.string(),
  summary: z.object({ es: z.string(), en: z.string() }),
  /** JSON Schema of what `POST /api/runs` takes as `input`. */
  input: z.record(z.string(), z.json()),
  /** Steps of one run at the same time; null when it depends on the input. */
  parallel: z.number().nullable(),
  retries: z.object({ times: z.number(), everyMinutes: z.number() }),
  timeoutMinutes: z.number(),
  needs: z.string().nullable(),
});
export type Definition = z.infer<typeof Definition>;
