import { retryNow } from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { requestRetryNow } from '#lib/runs/steer-run';

export const POST = route(retryNow, ({ engine }, { params, body, caller }) =>
  requestRetryNow(engine, { id: params.id, steps: body.steps ?? null }, caller),
);
