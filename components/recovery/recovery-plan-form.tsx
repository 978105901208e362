'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatabaseZap } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { LeftOutList } from '#components/recovery/left-out-list';
import { PlanFigures } from '#components/recovery/plan-figures';
import { PlanStores } from '#components/recovery/plan-stores';
import { ReplaceWarning } from '#components/recovery/replace-warning';
import { Button } from '#components/ui/button';
import { DialogActions } from '#components/ui/dialog';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Failed } from '#components/ui/notice';
import { ProblemNote } from '#components/ui/problem-note';
import { Skeleton } from '#components/ui/skeleton';
import { useAct } from '#components/ui/use-act';
import { minutesText } from '#lib/client/format';
import { type RecoveryChoices, type RecoverySelection, recoveryPlanQuery, startRecovery } from '#lib/client/recovery';
import { runsRoom } from '#lib/client/runs';
import { salesRoom } from '#lib/client/sales';
import type { RecoveryPlan } from '#lib/contract/recovery';
import { LoadMode, LoadOrder } from '#lib/contract/sales';

type PlanFormProps = {
  selection: RecoverySelection;
  onStarted: (runId: string) => void;
  onClose: () => void;
};

/** The plan, what it touches and how long it takes; one press starts exactly what it says. */
export function RecoveryPlanForm({ selection, onStarted, onClose }: PlanFormProps) {
  const [choices, setChoices] = useState<RecoveryChoices>({
    mode: selection === 'all' ? 'missing' : (selection.mode ?? 'missing'),
    order: 'newest',
  });
  const plan = useQuery({ ...recoveryPlanQuery(selection, choices), placeholderData: keepPreviousData });
  return (
    <div className="flex flex-col gap-4">
      <Choices choices={choices} onChange={setChoices} />
      <PlanBody plan={plan} onStarted={onStarted} onClose={onClose} />
    </div>
  );
}

function Choices({ choices, onChange }: { choices: RecoveryChoices; onChange: (choices: RecoveryChoices) => void }) {
  const t = useTranslations('recovery');
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-2">
      <FilterTabs
        label={t('mode')}
        value={choices.mode}
        options={LoadMode.options.map((value) => ({ value, label: t(`modes.${value}`) }))}
        onChange={(mode) => onChange({ ...choices, mode })}
      />
      <FilterTabs
        label={t('order')}
        value={choices.order}
        options={LoadOrder.options.map((value) => ({ value, label: t(`orders.${value}`) }))}
        onChange={(order) => onChange({ ...choices, order })}
      />
    </div>
  );
}

type PlanBodyProps = Omit<PlanFormProps, 'selection'> & { plan: ReturnType<typeof useQuery<RecoveryPlan>> };

function PlanBody({ plan, onStarted, onClose }: PlanBodyProps) {
  const t = useTranslations('recovery');
  if (plan.isError) {
    return (
      <Failed what={t('planFailed')} error={plan.error} onRetry={() => plan.refetch()} retrying={plan.isFetching} />
    );
  }
  if (!plan.data) return <PlanSkeleton />;
  return <PlanSheet plan={plan.data} stale={plan.isPlaceholderData} onStarted={onStarted} onClose={onClose} />;
}

type PlanSheetProps = Omit<PlanFormProps, 'selection'> & { plan: RecoveryPlan; stale: boolean };

function PlanSheet({ plan, stale, onStarted, onClose }: PlanSheetProps) {
  const t = useTranslations('recovery');
  const [reason, setReason] = useState('');
  const start = useStart(plan, onStarted);
  const needsReason = plan.verified > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(needsReason ? reason.trim() : null);
  };
  return (
    <form onSubmit={submit} aria-busy={stale} className="flex flex-col gap-4">
      {plan.units === 0 ? (
        <p className="rounded-md bg-sunken p-3 font-medium">{t('nothing')}</p>
      ) : (
        <PlanFigures plan={plan} />
      )}
      {plan.stores.length > 0 ? <PlanStores stores={plan.stores} /> : null}
      <LeftOutList leftOut={plan.leftOut} />
      {needsReason ? <ReplaceWarning verified={plan.verified} reason={reason} onReason={setReason} /> : null}
      {start.isError ? <ProblemNote error={start.error} /> : null}
      <DialogActions>
        <Button look="quiet" onClick={onClose}>
          {t('close')}
        </Button>
        {plan.units > 0 ? (
          <Button
            needs="operator"
            type="submit"
            look={needsReason ? 'danger' : 'primary'}
            icon={<DatabaseZap aria-hidden />}
            pending={start.isPending}
            disabled={stale || (needsReason && reason.trim() === '')}
          >
            {t('start', { units: plan.units, time: minutesText(plan.minutes) })}
          </Button>
        ) : null}
      </DialogActions>
    </form>
  );
}

function useStart(plan: RecoveryPlan, onStarted: (runId: string) => void) {
  // One key for each plan that was shown: pressing twice, or a request that is repeated, starts one run.
  const [seed] = useState(() => `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`);
  return useAct({
    act: (reason: string | null) => {
      if (plan.input === null) throw new Error('There is nothing to start.');
      const { mode, order, units } = plan;
      return startRecovery(plan.input, { key: `${seed}-${mode}-${order}-${units}-${reason?.length ?? 0}`, reason });
    },
    rooms: [runsRoom, salesRoom],
    next: ({ run_id: id }) => onStarted(id),
  });
}

/** As tall as a plan for a few stores. */
function PlanSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-44" />
      <Skeleton className="h-8 w-64 self-end" />
    </div>
  );
}
