'use client';

import { useMutation } from '@tanstack/react-query';
import { Link2, Link2Off, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Panel } from '#components/ui/panel';
import { ProblemNote } from '#components/ui/problem-note';
import { verify } from '#lib/client/audit';
import type { AuditVerification } from '#lib/contract/audit';

/** Whether anybody has changed what is on record: walks the chain of seals. */
export function AuditVerdict() {
  const t = useTranslations('audit.chain');
  const walking = useMutation({ mutationFn: verify });
  return (
    <Panel
      title={t('title')}
      actions={
        <Button
          size="small"
          icon={<ShieldCheck aria-hidden />}
          pending={walking.isPending}
          onClick={() => walking.mutate()}
        >
          {t('verify')}
        </Button>
      }
    >
      {walking.isError ? <ProblemNote error={walking.error} /> : null}
      {walking.data ? (
        <Found found={walking.data} />
      ) : walking.isError ? null : (
        <p className="text-soft">{t('note')}</p>
      )}
    </Panel>
  );
}

function Found({ found: { whole, sealed, unsealed, broken, head } }: { found: AuditVerification }) {
  const t = useTranslations('audit.chain');
  const Icon = whole ? Link2 : Link2Off;
  return (
    <div role={whole ? 'status' : 'alert'} className="flex flex-col gap-3">
      <div className={`flex gap-2.5 rounded-md p-3 ${whole ? 'bg-ok-tint text-ok' : 'bg-bad-tint text-bad'}`}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0">
          <p className="font-medium">{t(whole ? 'whole' : 'broken', { count: sealed })}</p>
          {broken ? (
            <p className="break-words text-xs">
              {t('brokenAt', { number: broken.number, entry: broken.entry ?? '—' })} {broken.message}
            </p>
          ) : null}
          {unsealed.length > 0 ? <p className="text-xs">{t('unsealed', { count: unsealed.length })}</p> : null}
        </div>
      </div>
      {head ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-xs">
          <span className="text-soft">{t('head', { number: head.number })}</span>
          <code className="min-w-0 break-all font-mono">{head.hash}</code>
          <CopyButton text={`${head.number} ${head.hash}`} />
          <span className="w-full text-faint">{t('headNote')}</span>
        </div>
      ) : null}
    </div>
  );
}
