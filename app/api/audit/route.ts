import { listAudit } from '#lib/access/audit/list-audit';
import * as audit from '#lib/contract/endpoints/audit';
import { route } from '#lib/http/route';

export const GET = route(audit.listAudit, ({ db }, { query }) => listAudit(db, query));
