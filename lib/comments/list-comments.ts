import { and, asc, eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { comments } from '#db/schema/comments';
import type { Comment } from '#lib/contract/comment';

/** What is spoken of: a run by its id, a store-day by its key such as `tienda_01/2026-11-21`. */
export type CommentSubject = { kind: 'run' | 'store_day'; subject: string };

/** What people said about it, oldest first. */
export async function listComments(db: Db, { kind, subject }: CommentSubject): Promise<Comment[]> {
  const rows = await db
    .select({ id: comments.id, text: comments.text, by: comments.by, at: comments.at })
    .from(comments)
    .where(and(eq(comments.kind, kind), eq(comments.subject, subject)))
    .orderBy(asc(comments.id));
  return rows.map(({ id, at, ...said }) => ({ ...said, id: String(id), at: at.toISOString() }));
}
