import { personOf } from '#lib/access/account';
import { confirmTotp } from '#lib/access/second-factor';
import * as account from '#lib/contract/endpoints/account';
import { cookieRoute } from '#lib/http/cookie-route';

export const POST = cookieRoute(account.confirmTotp, async (program, { body, caller }) => ({
  answer: null,
  cookies: await confirmTotp(program, personOf(caller.identity), body.code, caller.headers),
}));
