'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FailureGroupRow } from '#components/runs/failure-group-row';
import type { RunAct } from '#components/runs/use-run-acts';
import { FailureText } from '#components/ui/failure-text';
import { failureGroups } from '#lib/client/failure-groups';
import type { Run, Step } from '#lib/contract/run';

type FailurePanelProps = { run: Run; steps: readonly Step[]; onRetryNow: RunAct };

/** What failed, why in words, its log lines, and what happens next by itself. Not there when nothing failed. */
export function FailurePanel({ run, steps, onRetryNow }: FailurePanelProps) {
  const t = useTranslations('run');
  const groups = failureGroups(steps);
  const further = run.steps.failed + run.steps.waiting - groups.reduce((sum, group) => sum + group.steps.length, 0);
  if (groups.length === 0 && !run.error) return null;
  return (
    <section aria-labelledby="failure" className="rounded-lg border border-bad-solid/50 bg-surface">
      <h2
        id="failure"
        className="flex items-center gap-2 border-line border-b px-4 py-2.5 font-semibold text-bad text-base"
      >
        <CircleAlert aria-hidden className="size-4" />
        {t('whatFailed')}
      </h2>
      <ul className="divide-y divide-line">
        {run.error ? (
          <li className="px-4 py-3">
            <FailureText failure={run.error} />
          </li>
        ) : null}
        {groups.map((group) => (
          <FailureGroupRow key={group.cause} runId={run.id} group={group} onRetryNow={onRetryNow} />
        ))}
        {further > 0 && steps.length < run.steps.total ? (
          <li className="px-4 py-3 text-soft">{t('furtherDown', { count: further })}</li>
        ) : null}
      </ul>
    </section>
  );
}
