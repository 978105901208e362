'use client';

import { useTranslations } from 'next-intl';
import { useMay } from '#components/shell/me';
import { useAct } from '#components/ui/use-act';
import { cancel, isEnded, pause, resume, retryFailed, runsRoom, tryNow } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { Run } from '#lib/contract/run';

const rooms = [runsRoom, salesRoom];

/** One act: whether it makes sense now and the role allows it, whether it is under way, and a call that does it only then. */
export type RunAct = { possible: boolean; pending: boolean; act: () => void };

/** The acts on a run, for its buttons and its keys alike. */
export function useRunActs(run: Run) {
  const t = useTranslations('run');
  const { id, steps, pausedAt, cancelRequestedAt } = run;
  const may = useMay('operator');
  const over = isEnded(run);
  const stopping = cancelRequestedAt !== null;
  const cancelling = useAct({
    act: () => cancel(id),
    rooms,
    done: () => ({ title: t('cancelAsked') }),
    failed: t('cancelFailed'),
  });
  const retrying = useAct({
    act: () => retryFailed(id),
    rooms,
    done: ({ steps: count }) => ({ title: t('retried', { count }) }),
    failed: t('retryFailed'),
  });
  const trying = useAct({
    act: () => tryNow(id),
    rooms,
    done: ({ steps: count }) => ({ title: t('triedNow', { count }) }),
    failed: t('tryNowFailed'),
  });
  const pausing = useAct({
    act: () => pause(id),
    rooms,
    done: () => ({ title: t('pauseDone') }),
    failed: t('pauseFailed'),
  });
  const resuming = useAct({
    act: () => resume(id),
    rooms,
    done: () => ({ title: t('resumeDone') }),
    failed: t('resumeFailed'),
  });
  return {
    cancel: actOf(cancelling, may && !over),
    retry: actOf(retrying, may && over && steps.failed + steps.cancelled > 0),
    tryNow: actOf(trying, may && !over && !stopping && pausedAt === null && steps.waiting > 0),
    pause: actOf(pausing, may && !over && !stopping && pausedAt === null),
    resume: actOf(resuming, may && !over && pausedAt !== null),
  };
}

type Mutation = { isPending: boolean; mutate: () => void };

function actOf({ isPending, mutate }: Mutation, possible: boolean): RunAct {
  return { possible, pending: isPending, act: () => (possible && !isPending ? mutate() : undefined) };
}
