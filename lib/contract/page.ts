import { z } from 'zod';

const greatestId = '9223372036854775807';

/** A database id on the wire: 64-bit integers travel as strings. */
export const Id = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, 'expected a positive whole number')
  .refine((id) => id.length < greatestId.length || id <= greatestId, 'expected an id below 2^63');
export type Id = z.infer<typeof Id>;

/** Years that every database has, and offsets that clocks somewhere have: none is 15 hours away from UTC. */
const keptInstant = /^(?:19|2\d).*(?:Z|[+-](?:0\d|1[0-4]):\d{2})$/;

export const Instant = z.iso
  .datetime({ offset: true })
  .regex(keptInstant, 'expected a year from 1900 to 2999, and an offset below 15 hours');
export type Instant = z.infer<typeof Instant>;

/** A list page by key: `next` is the cursor of the following page, null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}
export type Page<Item> = { items: Item[]; next: string | null };
