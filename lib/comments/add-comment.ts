import type { Db } from '#db/db';
import { comments } from '#db/schema/comments';
import type { CommentSubject } from '#lib/comments/list-comments';
import type { Comment } from '#lib/contract/comment';

/** Whether what is spoken of exists is for the caller to know. */
export async function addComment(
  db: Db,
  subject: CommentSubject,
  said: { text: string; by: string | null },
): Promise<Comment> {
  const [row] = await db
    .insert(comments)
    .values({ ...subject, ...said })
    .returning();
  if (!row) throw new Error('the comment was not inserted');
  return { id: String(row.id), text: row.text, by: row.by, at: row.at.toISOString() };
}
