'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CellActs } from '#components/inspector/cell-acts';
import { CellAttempts } from '#components/inspector/cell-attempts';
import { CellSigns } from '#components/inspector/cell-signs';
import { CellState } from '#components/inspector/cell-state';
import { CommentBox } from '#components/inspector/comment-box';
import type { RecoverAct } from '#components/inspector/inspector';
import { InspectorHeading } from '#components/inspector/inspector-heading';
import { PreviousSlice } from '#components/inspector/previous-slice';
import { ProofTable } from '#components/inspector/proof-table';
import { Section } from '#components/inspector/section';
import { UndoButton } from '#components/inspector/undo-button';
import { useNeighbours } from '#components/inspector/use-neighbours';
import { buttonClass } from '#components/ui/button';
import { Failed } from '#components/ui/notice';
import { Skeleton } from '#components/ui/skeleton';
import { longDayText } from '#lib/client/format';
import { inspect } from '#lib/client/inspector';
import type { Cell } from '#lib/client/matrix';
import { commentOn, storeDayQuery, storeDaysRoom } from '#lib/client/store-days';
import { useTimes } from '#lib/client/use-times';

type CellInspectorProps = { cell: Cell; onRecover: RecoverAct };

/** One store-day: its state in words, the proof, what was tried and what comes next, and what can be done about it. */
export function CellInspector({ cell, onRecover }: CellInspectorProps) {
  const t = useTranslations('inspector');
  const { locale } = useTimes();
  const detail = useQuery(storeDayQuery(cell));
  const { data } = detail;
  return (
    <>
      <InspectorHeading
        title={
          <button
            type="button"
            className="underline decoration-line-strong underline-offset-4 hover:decoration-ink"
            onClick={() => inspect({ kind: 'store', storeId: cell.storeId })}
          >
            {data?.name ?? cell.storeId}
          </button>
        }
        note={
          <span className="first-letter:uppercase">
            {longDayText(cell.day, locale)} {cell.day.slice(0, 4)}
          </span>
        }
      >
        <Steps cell={cell} />
      </InspectorHeading>
      {data ? (
        <>
          <CellState detail={data} />
          <CellActs detail={data} cell={cell} onRecover={onRecover} />
          <CellSigns detail={data} />
          {data.proof ? (
            <Section title={t('proof')}>
              <ProofTable proof={data.proof} />
            </Section>
          ) : null}
          <CellAttempts detail={data} />
          {data.previous ? (
            <PreviousSlice
              previous={data.previous}
              act={<UndoButton cell={cell} previous={data.previous} rows={data.rows} />}
            />
          ) : null}
          <Section title={t('comments')}>
            <CommentBox comments={data.comments} rooms={[storeDaysRoom]} write={(text) => commentOn(cell, text)} />
          </Section>
        </>
      ) : detail.isError ? (
        <Failed
          what={t('cellFailed')}
          error={detail.error}
          onRetry={() => detail.refetch()}
          retrying={detail.isFetching}
        />
      ) : (
        <InspectorSkeleton />
      )}
    </>
  );
}

function Steps({ cell }: { cell: Cell }) {
  const t = useTranslations('inspector');
  const neighbours = useNeighbours(cell);
  const steps = [
    { name: 'left', icon: ArrowLeft },
    { name: 'right', icon: ArrowRight },
    { name: 'up', icon: ArrowUp },
    { name: 'down', icon: ArrowDown },
  ] as const;
  return (
    <span className="ml-auto flex">
      {steps.map(({ name, icon: Icon }) => {
        const next = neighbours[name];
        return (
          <button
            key={name}
            type="button"
            aria-label={t(`steps.${name}`)}
            title={t(`steps.${name}`)}
            aria-disabled={next === null}
            className={buttonClass('quiet', 'icon', 'size-7 aria-disabled:opacity-40')}
            onClick={() => next && inspect({ kind: 'cell', cell: next })}
          >
            <Icon aria-hidden />
          </button>
        );
      })}
    </span>
  );
}

export function InspectorSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-3 px-5 py-4">
      <Skeleton className="h-5 w-24" />
      <Skeleton className="w-3/4" />
      <Skeleton className="mt-3 h-8 w-48" />
      <Skeleton className="mt-5 h-32" />
      <Skeleton className="mt-3 h-16" />
    </div>
  );
}
