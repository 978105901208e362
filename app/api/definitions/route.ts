import * as definitions from '#lib/contract/endpoints/definitions';
import { route } from '#lib/http/route';
import { listDefinitions } from '#lib/runs/list-definitions';

export const GET = route(definitions.listDefinitions, ({ engine }) => listDefinitions(engine.jobs));
