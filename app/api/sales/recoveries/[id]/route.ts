import * as recoveries from '#lib/contract/endpoints/recoveries';
import { route } from '#lib/http/route';
import { getRun } from '#lib/runs/get-run';
import { recoveryProgress } from '#lib/sales/recovery-progress';

export const GET = route(recoveries.recoveryProgress, async ({ db }, { params }) =>
  recoveryProgress(db, await getRun(db, params.id)),
);
