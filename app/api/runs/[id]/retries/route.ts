import { retryRun } from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { requestRetry } from '#lib/runs/steer-run';

export const POST = route(retryRun, ({ engine }, { params, caller }) => requestRetry(engine, params.id, caller));
