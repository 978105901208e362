import { listPeople } from '#lib/access/people';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const GET = route(people.listPeople, ({ db }) => listPeople(db));
