import { undoLoad } from '#lib/contract/endpoints/store-days';
import { route } from '#lib/http/route';
import { requestRun } from '#lib/runs/request-run';

export const POST = route(undoLoad, (program, { params, body, caller }) =>
  requestRun(
    program,
    {
      job: 'sales.undo-load',
      input: { store: params.id, day: params.day, ...(body.reason === undefined ? {} : { reason: body.reason }) },
      recovery: false,
    },
    caller,
  ),
);
