import { resumeRun } from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { requestResumption } from '#lib/runs/steer-run';

export const POST = route(resumeRun, (program, { params, caller }) => requestResumption(program, params.id, caller));
