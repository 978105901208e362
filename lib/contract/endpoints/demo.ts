import { z } from 'zod';
import { Day } from '#lib/contract/day';
import { defineEndpoint } from '#lib/contract/endpoint';
import { StoreId } from '#lib/contract/store';

/** What a person can do to the stores of the demo, to see what the product makes of it. */
export const DemoAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('cut'), store: StoreId }),
  z.strictObject({ act: z.literal('slow'), store: StoreId }),
  z.strictObject({ act: z.literal('lose_half'), store: StoreId }),
  z.strictObject({ act: z.literal('heal') }),
]);
export type DemoAct = z.infer<typeof DemoAct>;

export const actOnDemo = defineEndpoint({
  method: 'POST',
  path: '/api/demo/acts',
  access: 'operator',
  summary: 'Only in the demo: breaks or heals its simulated stores. Answers the day that it is about.',
  body: DemoAct,
  answer: z.object({ day: Day }),
});
