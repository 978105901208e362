import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { previousRun } from '#lib/runs/previous-run';

export const GET = route(runs.previousRun, ({ db }, { params }) => previousRun(db, params.id));
