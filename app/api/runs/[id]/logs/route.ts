import * as runs from '#lib/contract/endpoints/runs';
import { route } from '#lib/http/route';
import { readLogs } from '#lib/runs/read-logs';

export const GET = route(runs.readLogs, ({ db }, { params, query }) => readLogs(db, params.id, query));
