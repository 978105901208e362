import { z } from 'zod';
import { defineEndpoint } from '#lib/contract/endpoint';
import { Id } from '#lib/contract/page';
import { RecoveryPlan, RecoveryProgress, RecoveryWish } from '#lib/contract/recovery';

export const planRecovery = defineEndpoint({
  method: 'POST',
  path: '/api/sales/recovery-plans',
  access: 'viewer',
  audited: false,
  summary: 'What a recovery would load, how long it takes, and what it leaves out and why. Starts nothing.',
  body: RecoveryWish,
  answer: RecoveryPlan,
});

export const recoveryProgress = defineEndpoint({
  method: 'GET',
  path: '/api/sales/recoveries/{id}',
  access: 'viewer',
  summary: 'A load of sales, store by store: what is done, what is left and about how long it takes.',
  params: z.strictObject({ id: Id }),
  answer: RecoveryProgress,
});
