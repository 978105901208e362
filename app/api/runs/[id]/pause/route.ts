import { pauseRun } from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { requestPause } from '#lib/runs/steer-run';

export const POST = route(pauseRun, (program, { params, caller }) => requestPause(program, params.id, caller));
