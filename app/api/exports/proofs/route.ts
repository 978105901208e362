import * as exports from '#lib/contract/endpoints/exports';
import { proofFile } from '#lib/exports/proof-file';
import { fileRoute } from '#lib/http/file-route';

export const GET = fileRoute(exports.exportProofs, (program, { query }) => proofFile(program, query));
