import { invite, listInvitations } from '#lib/access/invitations';
import { linkOf } from '#lib/access/link-of';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const GET = route(people.listInvitations, ({ db }) => listInvitations(db));
export const POST = route(people.invite, async ({ db, config }, { body, caller }) =>
  linkOf(await invite(db, body, caller.name), caller.headers, config),
);
