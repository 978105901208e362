import { verifyAudit } from '#lib/access/audit/verify-audit';
import * as audit from '#lib/contract/endpoints/audit';
import { route } from '#lib/http/route';

export const GET = route(audit.verifyAudit, ({ db }, { query }) => verifyAudit(db, query.head));
