import { z } from 'zod';
import { Instant } from '#lib/contract/page';

export const HealthCheck = z.object({ name: z.string(), ok: z.boolean(), message: z.string() });
export type HealthCheck = z.infer<typeof HealthCheck>;

export const Readiness = z.object({ status: z.enum(['ready', 'not_ready']), checks: z.array(HealthCheck) });
export type Readiness = z.infer<typeof Readiness>;

export const Liveness = z.object({
  status: z.literal('alive'),
  pid: z.number(),
  startedAt: Instant,
  version: z.string(),
});
export type Liveness = z.infer<typeof Liveness>;
