import { giveSecondFactor } from '#lib/access/sign-in';
import * as session from '#lib/contract/endpoints/session';
import { cookieRoute } from '#lib/http/cookie-route';

export const POST = cookieRoute(session.giveSecondFactor, (program, { body, caller }) =>
  giveSecondFactor(program, body.code, caller.headers),
);
