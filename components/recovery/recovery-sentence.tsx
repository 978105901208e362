'use client';

import { useTranslations } from 'next-intl';
import { minutesText } from '#lib/client/format';
import { shareDone } from '#lib/client/recovery';
import { isEnded } from '#lib/client/runs';
import type { Run } from '#lib/contract/run';

/** Where a recovery stands, or how it ended, in one sentence. */
export function RecoverySentence({ run, minutesLeft }: { run: Run; minutesLeft: number | null }) {
  const t = useTranslations('recovery');
  const { done, total } = shareDone(run);
  const { completed, failed, cancelled } = run.steps;
  if (isEnded(run)) {
    if (run.error && total === 0) return t('ended.broken');
    if (total === 0) return t('ended.nothing');
    return t(run.state === 'completed' ? 'ended.completed' : 'ended.partly', { completed, total, failed, cancelled });
  }
  if (run.cancelRequestedAt !== null) return t('cancelling', { done, total });
  if (run.pausedAt !== null) return t('paused', { done, total });
  if (total === 0) return t('planning');
  if (run.state === 'waiting') return t('waiting', { done, total });
  return t('running', { done, total, time: minutesLeft === null ? 'none' : minutesText(minutesLeft) });
}
