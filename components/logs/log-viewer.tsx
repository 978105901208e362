'use client';

import { CornerUpLeft, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useCallback, useState } from 'react';
import { LevelFilter } from '#components/logs/level-filter';
import { LogActs } from '#components/logs/log-acts';
import { LogList } from '#components/logs/log-list';
import { LogSearch } from '#components/logs/log-search';
import { LogStatus } from '#components/logs/log-status';
import { StepChoice } from '#components/logs/step-choice';
import { useHits } from '#components/logs/use-hits';
import { Button } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { Skeleton } from '#components/ui/skeleton';
import { type LogPlace, wholeLog } from '#lib/client/log-place';
import { useLog } from '#lib/client/use-log';

type LogViewerProps = {
  runId: string;
  place: LogPlace;
  onPlace: (change: Partial<LogPlace>) => void;
  /** Lines that were never stored. */
  cut: number;
  /** The height of the lines. */
  linesClass: string;
  searchInput: RefObject<HTMLInputElement | null>;
};

/** A run's log: found, filtered, followed, copied. It holds a window of the lines, however many there are. */
export function LogViewer({ runId, place, onPlace, cut, linesClass, searchInput }: LogViewerProps) {
  const t = useTranslations('log');
  const [wrap, setWrap] = useState(true);
  const log = useLog(runId, place);
  const hits = useHits(runId, place, onPlace);
  const window = log.held?.window;
  const isFiltered = place.levels !== null || place.step !== null || place.search !== null;
  const search = useCallback((words: string | null) => onPlace({ search: words, line: null }), [onPlace]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-b px-3 py-2">
        <LogSearch
          input={searchInput}
          search={place.search}
          onSearch={search}
          onPrevious={hits.previous}
          onNext={hits.next}
        />
        <LevelFilter levels={place.levels} onChange={(levels) => onPlace({ levels, line: null })} />
        <StepChoice runId={runId} step={place.step} onChange={(step) => onPlace({ step, line: null })} />
        <div className="ml-auto">
          <LogActs runId={runId} window={window} place={place} wrap={wrap} onWrap={setWrap} />
        </div>
      </div>
      {place.search && place.line ? (
        <div className="border-line border-b bg-accent-tint px-3 py-1">
          <Button size="small" look="quiet" icon={<CornerUpLeft aria-hidden />} onClick={() => onPlace({ line: null })}>
            {t('onlyHits')}
          </Button>
        </div>
      ) : null}
      {log.error ? (
        <div className={linesClass}>
          <Failed what={t('failed')} error={log.error} onRetry={log.again} retrying={log.isFetching} />
        </div>
      ) : null}
      {!log.held && !log.error ? <LogSkeleton className={linesClass} /> : null}
      {log.held && window?.lines.length === 0 ? (
        <div className={linesClass}>
          <Empty
            icon={ScrollText}
            title={t(isFiltered ? 'noneMatch' : 'none')}
            action={isFiltered ? <Button onClick={() => onPlace(wholeLog)}>{t('showAll')}</Button> : undefined}
          >
            {isFiltered || window.ended ? null : t('willCome')}
          </Empty>
        </div>
      ) : null}
      {log.held && window && window.lines.length > 0 ? (
        <LogList
          key={JSON.stringify(log.held.filter)}
          runId={runId}
          log={log}
          held={log.held}
          place={place}
          onPlace={onPlace}
          wrap={wrap}
          className={linesClass}
        />
      ) : null}
      <LogStatus window={window} reconnecting={log.reconnecting} cut={cut} hits={place.search === null ? null : hits} />
    </>
  );
}

const skeletonWidths = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-2/3', 'w-3/4', 'w-1/3', 'w-4/6'];

function LogSkeleton({ className }: { className: string }) {
  return (
    <div aria-hidden className={`flex flex-col gap-2.5 overflow-hidden p-4 ${className}`}>
      {skeletonWidths.map((width) => (
        <Skeleton key={width} className={`h-3 shrink-0 ${width}`} />
      ))}
    </div>
  );
}
