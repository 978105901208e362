import type { IncidentCause } from '#lib/contract/alert';
import type { Failure } from '#lib/contract/problem';

const byCode: Partial<Record<Failure['code'], IncidentCause>> = {
  link_down: 'link',
  proof_mismatch: 'proof',
  storage_full: 'storage',
  storage_unavailable: 'storage',
  timed_out: 'late',
};
const loginWhys = ['login', 'permission', 'database'];

/** Failures that one remedy ends have one cause: a refused connection, a silent one and a circuit that is open are the line. */
export function causeOf(failure: Failure | null): IncidentCause {
  if (!failure) return 'other';
  const { code, params } = failure;
  if (params.why === 'no_sales') return 'no_sales';
  if (loginWhys.some((why) => why === params.why)) return 'login';
  if (code === 'source_unavailable') return 'link';
  if (code === 'source_rejected') return 'rejected';
  return byCode[code] ?? 'other';
}
