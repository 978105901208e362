import { changePassword, personOf } from '#lib/access/account';
import * as account from '#lib/contract/endpoints/account';
import { cookieRoute } from '#lib/http/cookie-route';

export const PUT = cookieRoute(account.changePassword, async (program, { body, caller }) => {
  const { ended, cookies } = await changePassword(program, personOf(caller.identity), body, caller.headers);
  return { answer: { ended }, cookies };
});
