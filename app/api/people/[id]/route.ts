import { changePerson } from '#lib/access/people';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const PATCH = route(people.changePerson, ({ db }, { params, body }) => changePerson(db, params.id, body));
