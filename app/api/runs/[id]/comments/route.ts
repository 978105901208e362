import { commentRun, listRunComments } from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { commentOnRun, commentsOnRun } from '#lib/runs/run-comments';

export const GET = route(listRunComments, ({ db }, { params }) => commentsOnRun(db, params.id));
export const POST = route(commentRun, ({ db }, { params, body, caller }) =>
  commentOnRun(db, params.id, { text: body.text, by: caller.name }),
);
