import { AuditOutcome } from '#lib/contract/audit';
import { AuditChoice } from '#lib/contract/endpoints/audit';
import { Instant } from '#lib/contract/page';

const Act = AuditChoice.shape.act.unwrap();

/** Filters of the audit as the address holds them; an unknown value counts as none. */
export type AuditView = {
  who: string | null;
  act: string | null;
  outcome: AuditOutcome | null;
  object: string | null;
  since: Instant | null;
  until: Instant | null;
  after: string | null;
};

export const everyEntry: AuditView = {
  who: null,
  act: null,
  outcome: null,
  object: null,
  since: null,
  until: null,
  after: null,
};

type SearchParams = { get: (name: string) => string | null };

export function auditView(search: SearchParams): AuditView {
  return {
    who: search.get('who')?.trim().slice(0, 100) || null,
    act: Act.safeParse(search.get('act')).data ?? null,
    outcome: AuditOutcome.safeParse(search.get('outcome')).data ?? null,
    object: search.get('object')?.slice(0, 200) || null,
    since: Instant.safeParse(search.get('since')).data ?? null,
    until: Instant.safeParse(search.get('until')).data ?? null,
    after: /^\d{1,18}$/.test(search.get('after') ?? '') ? search.get('after') : null,
  };
}

/** A change of the filters as parameters of the address; it starts at the newest page. */
export function auditInUrl(change: Partial<AuditView>): Record<string, string | null> {
  return { after: null, ...change };
}

export function isAuditFiltered({ after: _, ...view }: AuditView): boolean {
  return Object.values(view).some((value) => value !== null);
}

/** The filter as the routes take it, without its page. */
export function auditChoice({ after: _, ...view }: AuditView): AuditChoice {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null));
}
