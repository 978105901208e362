'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Contrast, DatabaseZap, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RecoveryActs } from '#components/recovery/recovery-acts';
import { RecoveryBar } from '#components/recovery/recovery-bar';
import { RecoverySentence } from '#components/recovery/recovery-sentence';
import { Button } from '#components/ui/button';
import { recoveriesQuery, recoveryProgressQuery } from '#lib/client/recovery';
import { useTimes } from '#lib/client/use-times';
import type { Run } from '#lib/contract/run';

/** How long the line that says how a recovery ended stays. */
const outcomeMs = 15 * 60_000;

/** Recoveries under way, whoever started them and however often the page was loaded since; then how the last one ended. */
export function RecoveryStrip({ onOpen }: { onOpen: (runId: string) => void }) {
  const { now } = useTimes();
  const { data } = useQuery(recoveriesQuery);
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (!data) return null;
  const { open, ended } = data;
  // Both lists are read at the same time: a run that ends between them is in both.
  const under = open.filter(({ id }) => id !== ended?.id);
  const isRecent = ended?.endedAt && now.getTime() - Date.parse(ended.endedAt) < outcomeMs && ended.id !== dismissed;
  return (
    <>
      {under.map((run) => (
        <OpenRecovery key={run.id} run={run} onOpen={() => onOpen(run.id)} />
      ))}
      {ended && isRecent ? (
        <EndedRecovery run={ended} onOpen={() => onOpen(ended.id)} onDismiss={() => setDismissed(ended.id)} />
      ) : null}
    </>
  );
}

const stripClass =
  'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2.5 sm:flex-nowrap';

function OpenRecovery({ run, onOpen }: { run: Run; onOpen: () => void }) {
  const t = useTranslations('recovery');
  const progress = useQuery(recoveryProgressQuery(run.id));
  return (
    <section aria-label={t('progressTitle', { id: run.id })} className={stripClass}>
      <DatabaseZap aria-hidden className="size-4 shrink-0 text-busy" />
      <p className="min-w-0 flex-1 font-medium max-sm:basis-4/5">
        <RecoverySentence run={progress.data?.run ?? run} minutesLeft={progress.data?.minutesLeft ?? null} />
      </p>
      <RecoveryBar run={progress.data?.run ?? run} className="w-full sm:w-48 sm:shrink-0" />
      <div className="flex flex-wrap gap-2">
        <Button size="small" look="quiet" onClick={onOpen}>
          {t('details')}
        </Button>
        <RecoveryActs run={run} size="small" />
      </div>
    </section>
  );
}

const outcomeIcons = { completed: CircleCheck, partial: Contrast, failed: CircleX, cancelled: Contrast } as const;
const outcomeTones = {
  completed: 'text-ok',
  partial: 'text-warn',
  failed: 'text-bad',
  cancelled: 'text-calm',
} as const;

function EndedRecovery({ run, onOpen, onDismiss }: { run: Run; onOpen: () => void; onDismiss: () => void }) {
  const t = useTranslations('recovery');
  const state =
    run.state === 'completed' || run.state === 'partial' || run.state === 'failed' ? run.state : 'cancelled';
  const Icon = outcomeIcons[state];
  return (
    <section aria-label={t('outcome', { id: run.id })} className={stripClass}>
      <Icon aria-hidden className={`size-4 shrink-0 ${outcomeTones[state]}`} />
      <p role="status" className="min-w-0 flex-1 font-medium">
        <RecoverySentence run={run} minutesLeft={null} />
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" look="quiet" onClick={onOpen}>
          {t('details')}
        </Button>
        <RecoveryActs run={run} size="small" />
        <Button size="small" look="quiet" icon={<X aria-hidden />} onClick={onDismiss}>
          {t('dismiss')}
        </Button>
      </div>
    </section>
  );
}
