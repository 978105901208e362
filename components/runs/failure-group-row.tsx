'use client';

import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FailureLines } from '#components/runs/failure-lines';
import { HoldButton } from '#components/runs/hold-button';
import type { RunAct } from '#components/runs/use-run-acts';
import { Button } from '#components/ui/button';
import { Countdown } from '#components/ui/countdown';
import { FailureText } from '#components/ui/failure-text';
import { Moment } from '#components/ui/moment';
import type { FailureGroup } from '#lib/client/failure-groups';
import { storeOfLane } from '#lib/client/lane';
import { setSearch } from '#lib/client/url';

const namedSteps = 6;

type FailureGroupRowProps = { runId: string; group: FailureGroup; onRetryNow: RunAct };

/** One cause: the steps that it stopped, their tries so far, the next one and what can be done. */
export function FailureGroupRow({ runId, group, onRetryNow }: FailureGroupRowProps) {
  const t = useTranslations('run');
  const [open, setOpen] = useState(false);
  const { example, steps, nextAttemptAt } = group;
  const stores = new Set(steps.map(({ lane }) => storeOfLane(lane)).filter((store) => store !== null));
  const [store] = stores.size === 1 ? stores : [];
  const [first] = steps;
  const more = steps.length - namedSteps;
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[1fr_auto]">
      <div className="min-w-0">
        <FailureText failure={example} />
        <p className="mt-1.5 flex flex-wrap gap-x-2.5 gap-y-1 text-xs">
          {steps.slice(0, namedSteps).map(({ id, key, attempt, maxAttempts }) => (
            <button
              key={id}
              type="button"
              title={t('showLogOf', { key })}
              onClick={() => setSearch({ step: key, line: null })}
              className="rounded-sm text-accent"
            >
              <span className="font-mono underline decoration-dotted underline-offset-2">{key}</span>{' '}
              <span className="text-faint">{t('attemptOf', { attempt, of: Math.max(attempt, maxAttempts) })}</span>
            </button>
          ))}
          {more > 0 ? <span className="text-faint">{t('moreSteps', { count: more })}</span> : null}
        </p>
      </div>
      <div className="flex flex-col gap-1.5 text-soft text-xs md:items-end">
        {nextAttemptAt ? (
          <p className="md:text-right">
            {t(example.code === 'link_down' ? 'whenLinkIsBack' : 'nextAttempt')}{' '}
            <span className="font-medium text-ink text-sm">
              <Moment at={nextAttemptAt} />
            </span>
            {' · '}
            <Countdown at={nextAttemptAt} />
          </p>
        ) : (
          <p>{t('noMoreAttempts')}</p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            look="quiet"
            aria-expanded={open}
            icon={<ScrollText aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            {t('itsLines')}
          </Button>
          {store ? <HoldButton storeId={store} /> : null}
          {nextAttemptAt && onRetryNow.possible ? (
            <Button size="small" pending={onRetryNow.pending} onClick={onRetryNow.act}>
              {t('retryNow')}
            </Button>
          ) : null}
        </div>
      </div>
      {open && first ? <FailureLines runId={runId} stepKey={first.key} /> : null}
    </li>
  );
}
