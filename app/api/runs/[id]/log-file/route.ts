import * as runs from '#lib/contract/endpoints/runs';
import { fileRoute } from '#lib/http/file-route';
import { logFile } from '#lib/runs/log-file';

export const GET = fileRoute(runs.logFile, ({ db }, { params, query }) => logFile(db, params.id, query));
