'use client';

import { useQuery } from '@tanstack/react-query';
import { Ban, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { BulkDialog } from '#components/runs/bulk-dialog';
import { Button } from '#components/ui/button';
import { canBe, isFiltered, type RunListFilter } from '#lib/client/run-list';
import { matchingQuery } from '#lib/client/runs';
import type { RunActName } from '#lib/contract/endpoints/runs';
import type { Run } from '#lib/contract/run';

type BulkBarProps = { filter: RunListFilter; runs: readonly Run[]; onDone: () => void };

/** What an act would touch: the chosen runs, or all that match the filter. */
export type BulkTarget = { act: RunActName; count: number; more: boolean; ids: readonly string[] | null };

/** What can be done with the chosen runs, or with all that match; the number is in the button. */
export function BulkBar({ filter, runs, onDone }: BulkBarProps) {
  const t = useTranslations('runs');
  const [all, setAll] = useState(false);
  const [target, setTarget] = useState<BulkTarget | null>(null);
  const canMatchAll = isFiltered(filter);
  const cancel = useTarget({ act: 'cancel', filter, runs, all });
  const retry = useTarget({ act: 'retry', filter, runs, all });
  return (
    <div className="sticky bottom-3 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-float">
      <p className="px-1 font-medium">{all ? t('allMatching') : t('chosen', { count: runs.length })}</p>
      {canMatchAll ? (
        <Button size="small" look="quiet" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? t('onlyChosen', { count: runs.length }) : t('takeAllMatching')}
        </Button>
      ) : null}
      <Button
        size="small"
        icon={<RotateCw aria-hidden />}
        disabled={!retry || retry.count === 0}
        onClick={() => setTarget(retry)}
      >
        {retry ? t('retryMany', { count: retry.count, more: String(retry.more) }) : t('retryCounting')}
      </Button>
      <Button
        size="small"
        look="danger"
        icon={<Ban aria-hidden />}
        disabled={!cancel || cancel.count === 0}
        onClick={() => setTarget(cancel)}
      >
        {cancel ? t('cancelMany', { count: cancel.count, more: String(cancel.more) }) : t('cancelCounting')}
      </Button>
      <Button size="small" look="quiet" icon={<X aria-hidden />} aria-label={t('chooseNone')} onClick={onDone} />
      {target ? <BulkDialog target={target} filter={filter} onClose={() => setTarget(null)} onDone={onDone} /> : null}
    </div>
  );
}

type TargetOf = { act: RunActName; filter: RunListFilter; runs: readonly Run[]; all: boolean };

/** Null while the server counts. */
function useTarget({ act, filter, runs, all }: TargetOf): BulkTarget | null {
  const matching = useQuery({ ...matchingQuery(act, filter), enabled: all }).data;
  if (all) return matching ? { act, count: matching.count, more: matching.capped, ids: null } : null;
  const ids = runs.filter((run) => canBe(act, run)).map(({ id }) => id);
  return { act, count: ids.length, more: false, ids };
}
