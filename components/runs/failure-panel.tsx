'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Countdown } from '#components/ui/countdown';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import { type FailureGroup, failureGroups } from '#lib/client/failure-groups';
import { setSearch } from '#lib/client/url';
import type { Run, Step } from '#lib/contract/run';

const namedSteps = 6;

/** What failed, why in words, and what happens next by itself. Not there when nothing failed. */
export function FailurePanel({ run, steps }: { run: Run; steps: Step[] }) {
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
          <Group key={group.cause} group={group} />
        ))}
        {further > 0 ? <li className="px-4 py-3 text-soft">{t('furtherDown', { count: further })}</li> : null}
      </ul>
    </section>
  );
}

function Group({ group: { example, steps, nextAttemptAt } }: { group: FailureGroup }) {
  const t = useTranslations('run');
  const more = steps.length - namedSteps;
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <FailureText failure={example} />
        <p className="mt-1.5 flex flex-wrap gap-x-2.5 gap-y-1 text-xs">
          {steps.slice(0, namedSteps).map(({ id, key }) => (
            <button
              key={id}
              type="button"
              title={t('showLogOf', { key })}
              onClick={() => setSearch({ step: key })}
              className="rounded-sm font-mono text-accent underline decoration-dotted underline-offset-2 hover:decoration-solid"
            >
              {key}
            </button>
          ))}
          {more > 0 ? <span className="text-faint">{t('moreSteps', { count: more })}</span> : null}
        </p>
      </div>
      <p className="text-soft text-xs md:text-right">
        {nextAttemptAt ? (
          <>
            <span className="block">{t('nextAttempt')}</span>
            <span className="block font-medium text-ink text-sm">
              <Moment at={nextAttemptAt} />
            </span>
            <Countdown at={nextAttemptAt} />
          </>
        ) : (
          t('noMoreAttempts')
        )}
      </p>
    </li>
  );
}
