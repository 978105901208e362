import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { actOnRuns } from '#lib/runs/act-on-runs';

export const POST = route(runs.actOnRuns, (program, { body, caller }) => actOnRuns(program, body, caller));
