import { openInvitation } from '#lib/access/invitations';
import * as session from '#lib/contract/endpoints/session';
import { route } from '#lib/http/route';

export const POST = route(session.openInvitation, (program, { body, caller }) =>
  openInvitation(program, body.token, caller.headers),
);
