'use client';

import { Filter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActorName } from '#components/access/actor-name';
import { ChangeList, FieldList } from '#components/access/change-list';
import { OutcomeBadge } from '#components/access/outcome-badge';
import { useActWords } from '#components/access/use-act-words';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Dialog } from '#components/ui/dialog';
import { changesOf, fieldsOf } from '#lib/client/audit-changes';
import { auditInUrl, everyEntry } from '#lib/client/audit-view';
import { setSearch } from '#lib/client/url';
import { useTimes } from '#lib/client/use-times';
import type { AuditEntry } from '#lib/contract/audit';

/** One act on record, whole. */
export function AuditEntryDialog({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTranslations('audit');
  const wordsOf = useActWords();
  const { full } = useTimes();
  const changes = changesOf(entry.before, entry.after);
  const input = fieldsOf(entry.input);
  return (
    <Dialog open wide onClose={onClose} title={wordsOf(entry.act)} description={full(entry.at)}>
      <div className="flex flex-col gap-5">
        <Facts entry={entry} onClose={onClose} />
        <Part title={t('changes')}>
          {changes.length > 0 ? <ChangeList changes={changes} /> : <p className="text-soft">{t('noChanges')}</p>}
        </Part>
        {input.length > 0 ? (
          <Part title={t('input')}>
            <FieldList fields={input} />
          </Part>
        ) : null}
        <div>
          <CopyButton text={JSON.stringify(entry, null, 2)} label={t('copyEntry')} />
        </div>
      </div>
    </Dialog>
  );
}

function Facts({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const t = useTranslations('audit');
  const { actor, object, outcome, reason, address, userAgent, requestId, seal, act, id } = entry;
  const name = object ? `${object.kind}:${object.id}` : null;
  const showObject = () => {
    setSearch(auditInUrl({ ...everyEntry, object: name }));
    onClose();
  };
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      <Fact name={t('actor')}>
        <ActorName actor={actor} />
      </Fact>
      <Fact name={t('outcome')}>
        <OutcomeBadge outcome={outcome} />
      </Fact>
      {name ? (
        <Fact name={t('object')}>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <code className="break-all font-mono text-xs">{name}</code>
            <Button size="small" look="quiet" icon={<Filter aria-hidden />} onClick={showObject}>
              {t('allOfObject')}
            </Button>
          </span>
        </Fact>
      ) : null}
      {reason ? <Fact name={t('reason')}>{reason}</Fact> : null}
      {address ? (
        <Fact name={t('from')}>
          <span className="font-mono text-xs">{address}</span>
        </Fact>
      ) : null}
      {userAgent ? (
        <Fact name={t('userAgent')}>
          <span className="break-words text-soft text-xs">{userAgent}</span>
        </Fact>
      ) : null}
      <Fact name={t('number')}>
        <span className="break-all font-mono text-xs">
          {id} · {act} {requestId ? `· ${requestId}` : ''}
        </span>
      </Fact>
      <Fact name={t('seal')}>
        {seal ? (
          <span className="break-all font-mono text-xs">
            {seal.number} · {seal.hash}
          </span>
        ) : (
          t('notSealed')
        )}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint text-xs leading-5">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
