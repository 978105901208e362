import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { listSteps } from '#lib/runs/list-steps';

export const GET = route(runs.listSteps, ({ db }, { params, query }) => listSteps(db, params.id, query));
