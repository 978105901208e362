import { resetPassword } from '#lib/access/invitations';
import { linkOf } from '#lib/access/link-of';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const POST = route(people.resetPassword, async ({ db, config }, { params, caller }) =>
  linkOf(await resetPassword(db, params.id, caller.name), caller.headers, config),
);
