import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { matchingRuns } from '#lib/runs/matching-runs';

export const GET = route(runs.matchingRuns, ({ db }, { query: { act, ...choice } }) =>
  matchingRuns(db, { act, choice }),
);
