import { z } from 'zod';
import { Id, Instant } from '#lib/contract/page';

/** What a person says about a run or a store-day. */
export const Comment = z.object({ id: Id, text: z.string(), by: z.string().nullable(), at: Instant });
export type Comment = z.infer<typeof Comment>;

export const NewComment = z.strictObject({ text: z.string().trim().min(1).max(4000) });
export type NewComment = z.infer<typeof NewComment>;
