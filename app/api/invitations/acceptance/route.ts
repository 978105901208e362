import { acceptInvitation } from '#lib/access/invitations';
import * as session from '#lib/contract/endpoints/session';
import { cookieRoute } from '#lib/http/cookie-route';

export const POST = cookieRoute(session.acceptInvitation, (program, { body, caller }) =>
  acceptInvitation(program, body, caller.headers),
);
