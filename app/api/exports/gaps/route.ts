import * as exports from '#lib/contract/endpoints/exports';
import { gapFile } from '#lib/exports/gap-file';
import { fileRoute } from '#lib/http/file-route';

export const GET = fileRoute(exports.exportGaps, (program, { query }) => gapFile(program, query));
