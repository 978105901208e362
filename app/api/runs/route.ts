import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { listRuns } from '#lib/runs/list-runs';
import { requestRun } from '#lib/runs/request-run';

export const GET = route(runs.listRuns, ({ db }, { query }) => listRuns(db, query));
export const POST = route(runs.startRun, (program, { body, caller }) => requestRun(program, body, caller));
