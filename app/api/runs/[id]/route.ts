import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { getRun } from '#lib/runs/get-run';

export const GET = route(runs.getRun, ({ db }, { params }) => getRun(db, params.id));
