import { identityOf } from '#lib/access/account';
import { revokeKey } from '#lib/access/keys';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const DELETE = route(people.revokeKey, async ({ db }, { params, caller }) => {
  await revokeKey(db, params.id, identityOf(caller.identity));
  return null;
});
