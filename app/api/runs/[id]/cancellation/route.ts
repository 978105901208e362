import { cancelRun } from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { requestCancellation } from '#lib/runs/steer-run';

export const POST = route(cancelRun, (program, { params, caller }) => requestCancellation(program, params.id, caller));
