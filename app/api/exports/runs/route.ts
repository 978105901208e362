import * as exports from '#lib/contract/endpoints/exports';
import { runFile } from '#lib/exports/run-file';
import { fileRoute } from '#lib/http/file-route';

export const GET = fileRoute(exports.exportRuns, (program, { query }) => runFile(program, query));
