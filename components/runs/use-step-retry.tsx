'use client';

import { useTranslations } from 'next-intl';
import { useMay } from '#components/shell/me';
import { useAct } from '#components/ui/use-act';
import { runsRoom, tryNow } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { Step } from '#lib/contract/run';

const rooms = [runsRoom, salesRoom];

/** The next try of a step that waits, at once. */
export function useStepRetry(runId: string): (step: Step) => void {
  const t = useTranslations('run');
  const may = useMay('operator');
  const trying = useAct({
    act: (step: Step) => tryNow(runId, [step.id]),
    rooms,
    done: ({ steps: count }) => ({ title: t('triedNow', { count }) }),
    failed: t('tryNowFailed'),
  });
  return (step) => (may && !trying.isPending ? trying.mutate(step) : undefined);
}
