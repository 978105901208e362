'use client';

import { useTranslations } from 'next-intl';
import { SharesBar } from '#components/ui/shares-bar';
import { shareDone } from '#lib/client/recovery';
import type { Run } from '#lib/contract/run';

export function RecoveryBar({ run, className }: { run: Run; className?: string }) {
  const t = useTranslations('recovery');
  const { completed, failed, cancelled, running, waiting, pending } = run.steps;
  return (
    <SharesBar
      label={t('progress', shareDone(run))}
      {...(className ? { className } : {})}
      shares={[
        { key: 'completed', count: completed, tone: 'ok' },
        { key: 'failed', count: failed, tone: 'bad' },
        { key: 'cancelled', count: cancelled, tone: 'calm' },
        { key: 'running', count: running, tone: 'busy' },
        { key: 'waiting', count: waiting, tone: 'wait' },
        { key: 'pending', count: pending, tone: 'none' },
      ]}
    />
  );
}
