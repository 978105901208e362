import { endOtherSessions, listSessions, personOf } from '#lib/access/account';
import * as account from '#lib/contract/endpoints/account';
import { route } from '#lib/http/route';

export const GET = route(account.listSessions, ({ db }, { caller }) => listSessions(db, personOf(caller.identity)));
export const DELETE = route(account.endOtherSessions, async ({ db }, { caller }) => ({
  ended: await endOtherSessions(db, personOf(caller.identity)),
}));
