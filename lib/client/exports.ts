import { type AuditView, auditChoice } from '#lib/client/audit-view';
import { choiceOnWire, type RunListFilter } from '#lib/client/run-list';
import { type CallParts, urlOf } from '#lib/contract/call';
import { exportAudit, exportGaps, exportProofs, exportRuns, type FileLook } from '#lib/contract/endpoints/exports';
import type { GapShow } from '#lib/contract/gap-choice';
import type { StoreId } from '#lib/contract/store';

/** What is on screen, to be saved as a file. */
export type Exported =
  | { kind: 'gaps'; show: GapShow; find: string }
  | { kind: 'runs'; filter: RunListFilter }
  | { kind: 'audit'; view: AuditView }
  | { kind: 'proofs'; from: string; to: string; onlyProblems?: boolean; find?: string; store?: StoreId };

type Look = Required<Pick<FileLook, 'format'>> & { locale: string; zone: string };

/** Where the browser gets the file. */
export function exportUrl(exported: Exported, { format, locale, zone }: Look): string {
  const look = { format, locale: locale === 'en' ? 'en' : 'es', zone } as const;
  if (exported.kind === 'gaps') return urlOf(exportGaps, { query: { ...look, ...gapsOf(exported) } });
  if (exported.kind === 'runs') return urlOf(exportRuns, { query: { ...look, ...choiceOnWire(exported.filter) } });
  if (exported.kind === 'audit') return urlOf(exportAudit, { query: { ...look, ...auditChoice(exported.view) } });
  return urlOf(exportProofs, { query: { ...look, ...proofsOf(exported) } });
}

function gapsOf({ show, find }: Extract<Exported, { kind: 'gaps' }>): CallParts<typeof exportGaps>['query'] {
  return { ...(show === 'all' ? {} : { show }), ...(find === '' ? {} : { find }) };
}

function proofsOf(proofs: Extract<Exported, { kind: 'proofs' }>): CallParts<typeof exportProofs>['query'] {
  const { from, to, onlyProblems = false, find = '', store } = proofs;
  return {
    from,
    to,
    ...(onlyProblems ? { only: 'problems' as const } : {}),
    ...(find === '' ? {} : { find }),
    ...(store ? { stores: store } : {}),
  };
}
