import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import { type AuditView, auditChoice } from '#lib/client/audit-view';
import { actOf } from '#lib/contract/audit';
import { endpoints } from '#lib/contract/endpoints/all';
import { listAudit, verifyAudit } from '#lib/contract/endpoints/audit';

const auditRoom = 'audit';

export function auditQuery(view: AuditView) {
  const query = { limit: 50, ...auditChoice(view), ...(view.after ? { after: view.after } : {}) };
  return queryOptions({
    queryKey: [auditRoom, 'list', query],
    queryFn: ({ signal }) => api(listAudit, { query, signal }),
    refetchInterval: view.after ? false : 10_000,
  });
}

export function verify() {
  return api(verifyAudit);
}

/** Everything that is put on record, by its name. */
export const auditedActs: readonly string[] = [
  ...new Set(endpoints.filter(({ audited }) => audited).map(actOf)),
].toSorted();

/** Where the words of an act are: a dot would open a level of the messages. */
export function actKey(act: string): string {
  return act.replaceAll('.', '_');
}
