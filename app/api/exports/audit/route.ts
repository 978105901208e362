import * as exports from '#lib/contract/endpoints/exports';
import { auditFile } from '#lib/exports/audit-file';
import { fileRoute } from '#lib/http/file-route';

export const GET = fileRoute(exports.exportAudit, (program, { query }) => auditFile(program, query));
