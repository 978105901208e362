import { setUp } from '#lib/access/set-up';
import * as session from '#lib/contract/endpoints/session';
import { cookieRoute } from '#lib/http/cookie-route';

export const POST = cookieRoute(session.setUp, (program, { body, caller }) => setUp(program, body, caller.headers));
