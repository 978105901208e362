'use client';

import { useTranslations } from 'next-intl';
import { ActorName } from '#components/access/actor-name';
import { OutcomeBadge } from '#components/access/outcome-badge';
import { useActWords } from '#components/access/use-act-words';
import { Moment } from '#components/ui/moment';
import { Cell, HeadCell, Table } from '#components/ui/table';
import type { AuditEntry } from '#lib/contract/audit';

type AuditTableProps = { entries: readonly AuditEntry[]; onOpen: (entry: AuditEntry) => void };

export function AuditTable({ entries, onOpen }: AuditTableProps) {
  const t = useTranslations('audit');
  return (
    <Table
      label={t('list')}
      head={
        <>
          <HeadCell>{t('did')}</HeadCell>
          <HeadCell>{t('actor')}</HeadCell>
          <HeadCell>{t('object')}</HeadCell>
          <HeadCell>{t('outcome')}</HeadCell>
          <HeadCell>{t('reason')}</HeadCell>
          <HeadCell numeric>{t('at')}</HeadCell>
        </>
      }
    >
      {entries.map((entry) => (
        <EntryRow key={entry.id} entry={entry} onOpen={onOpen} />
      ))}
    </Table>
  );
}

function EntryRow({ entry, onOpen }: { entry: AuditEntry; onOpen: AuditTableProps['onOpen'] }) {
  const t = useTranslations('audit');
  const wordsOf = useActWords();
  const { act, actor, object, outcome, reason, at } = entry;
  return (
    <tr className="relative">
      <Cell heading>
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => onOpen(entry)}
          className="text-left font-medium underline-offset-2 after:absolute after:inset-0 hover:underline focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {wordsOf(act)}
        </button>
      </Cell>
      <Cell label={t('actor')}>
        <ActorName actor={actor} />
      </Cell>
      <Cell {...(object ? { label: t('object') } : {})} className="max-w-56 truncate font-mono text-xs">
        {object ? `${object.kind}:${object.id}` : null}
      </Cell>
      <Cell>
        <OutcomeBadge outcome={outcome} />
      </Cell>
      <Cell {...(reason ? { label: t('reason') } : {})} className="@[52rem]:max-w-64 @[52rem]:truncate text-soft">
        {reason}
      </Cell>
      <Cell label={t('at')} numeric>
        <Moment at={at} />
      </Cell>
    </tr>
  );
}
