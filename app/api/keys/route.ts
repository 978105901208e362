import { identityOf, personOf } from '#lib/access/account';
import { listKeys, makeKey } from '#lib/access/keys';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const GET = route(people.listKeys, ({ db }, { caller }) => listKeys(db, identityOf(caller.identity)));
export const POST = route(people.makeKey, ({ db }, { body, caller }) => makeKey(db, body, personOf(caller.identity)));
