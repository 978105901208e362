import { personOf } from '#lib/access/account';
import { withdrawTotp } from '#lib/access/second-factor';
import * as account from '#lib/contract/endpoints/account';
import { cookieRoute } from '#lib/http/cookie-route';

export const POST = cookieRoute(account.removeTotp, async ({ access }, { body, caller }) => ({
  answer: null,
  cookies: await withdrawTotp(access, personOf(caller.identity), body.password, caller.headers),
}));
