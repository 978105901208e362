import type { Db } from '#db/db';
import { addComment } from '#lib/comments/add-comment';
import { listComments } from '#lib/comments/list-comments';
import type { Comment } from '#lib/contract/comment';
import type { Page } from '#lib/contract/page';
import { getRun } from '#lib/runs/get-run';

/** Throws `not_found`. */
export async function commentsOnRun(db: Db, id: string): Promise<Page<Comment>> {
  await getRun(db, id);
  return { items: await listComments(db, { kind: 'run', subject: id }), next: null };
}

/** Throws `not_found`. */
export async function commentOnRun(db: Db, id: string, said: { text: string; by: string | null }): Promise<Comment> {
  await getRun(db, id);
  return addComment(db, { kind: 'run', subject: id }, said);
}
