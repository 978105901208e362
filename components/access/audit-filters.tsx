'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActWords } from '#components/access/use-act-words';
import { WhenFilter } from '#components/runs/when-filter';
import { Button } from '#components/ui/button';
import { controlClass } from '#components/ui/control';
import { Select } from '#components/ui/select';
import { auditedActs } from '#lib/client/audit';
import { type AuditView, auditInUrl, everyEntry, isAuditFiltered } from '#lib/client/audit-view';
import { setSearch } from '#lib/client/url';
import { AuditOutcome } from '#lib/contract/audit';

const any = 'any';

/** Each choice goes to the address and starts the list at its newest page. */
export function AuditFilters({ view }: { view: AuditView }) {
  const t = useTranslations('audit');
  const wordsOf = useActWords();
  const unknown = view.act === null || auditedActs.includes(view.act) ? [] : [view.act];
  const acts = [...unknown, ...auditedActs]
    .map((value) => ({ value, label: wordsOf(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  const outcomes = AuditOutcome.options.map((value) => ({ value, label: t(`outcomes.${value}`) }));
  return (
    <div className="flex flex-wrap gap-2 border-line border-b px-4 py-2.5">
      <TextFilter name="who" value={view.who} />
      <Select
        label={t('act')}
        className="w-auto! max-w-64 min-w-28"
        value={view.act ?? any}
        onChange={(act) => setSearch(auditInUrl({ act: act === any ? null : act }))}
        options={[{ value: any, label: t('any.act') }, ...acts]}
      />
      <Select
        label={t('outcome')}
        className="w-auto! min-w-28"
        value={view.outcome ?? any}
        onChange={(outcome) => setSearch(auditInUrl({ outcome: outcome === any ? null : outcome }))}
        options={[{ value: any, label: t('any.outcome') }, ...outcomes]}
      />
      <TextFilter name="object" value={view.object} />
      <div className="max-w-56 shrink-0">
        <WhenFilter since={view.since} until={view.until} onChange={(when) => setSearch(auditInUrl(when))} />
      </div>
      {isAuditFiltered(view) ? (
        <Button
          look="quiet"
          size="icon"
          icon={<X aria-hidden />}
          aria-label={t('clear')}
          title={t('clear')}
          onClick={() => setSearch(auditInUrl(everyEntry))}
        />
      ) : null}
    </div>
  );
}

function TextFilter({ name, value }: { name: 'who' | 'object'; value: string | null }) {
  const t = useTranslations('audit');
  return (
    <input
      type="search"
      aria-label={t(`find.${name}`)}
      placeholder={t(`find.${name}`)}
      value={value ?? ''}
      maxLength={100}
      onChange={(event) => setSearch(auditInUrl({ [name]: event.currentTarget.value || null }))}
      className={`${controlClass} h-8 w-56! pointer-coarse:h-10 max-sm:grow`}
    />
  );
}
