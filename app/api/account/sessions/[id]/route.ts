import { endSession, personOf } from '#lib/access/account';
import * as account from '#lib/contract/endpoints/account';
import { route } from '#lib/http/route';

export const DELETE = route(account.endSession, async ({ db }, { params, caller }) => {
  await endSession(db, personOf(caller.identity), params.id);
  return null;
});
