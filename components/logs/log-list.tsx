'use client';

import clsx from 'clsx';
import { ArrowDown, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { LogRow } from '#components/logs/log-row';
import { useLogKeys } from '#components/logs/use-log-keys';
import { useLogRows } from '#components/logs/use-log-rows';
import { Button } from '#components/ui/button';
import type { HeldLog } from '#lib/client/log';
import { isInRange, type LogPlace, lineRangeTo } from '#lib/client/log-place';
import type { Log } from '#lib/client/use-log';
import { useLogText } from '#lib/client/use-log-text';
import { useTimes } from '#lib/client/use-times';
import type { LogLine } from '#lib/contract/run';

type LogListProps = {
  runId: string;
  log: Log;
  held: HeldLog;
  place: LogPlace;
  onPlace: (change: Partial<LogPlace>) => void;
  wrap: boolean;
  className: string;
};

/** A region that scrolls must be reachable by keyboard, also in browsers that do not see to it themselves. */
const scrollsByKeyboard = { tabIndex: 0 };

/** The lines in sight of a window of any length. */
export function LogList({ runId, log, held, place, onPlace, wrap, className }: LogListProps) {
  const t = useTranslations('log');
  const { messageOf } = useLogText();
  const { exactClock, full } = useTimes();
  const box = useRef<HTMLDivElement>(null);
  const { window, filter } = held;
  const { lines } = window;
  const line = log.changing ? null : (place.line?.from ?? null);
  const { rows, following, missed, onScroll, toEnd, toStart } = useLogRows({ box, log, window, wrap, line });
  const choose = ({ id }: LogLine, extend: boolean) =>
    onPlace({ line: extend ? lineRangeTo(place.line, id) : { from: id, to: id } });
  const onKeyDown = useLogKeys({ lines, range: place.line, rows, onPlace, toStart, toEnd });
  const items = rows.getVirtualItems();
  return (
    <div className="relative" aria-busy={log.changing || log.moving !== null}>
      <div
        ref={box}
        {...scrollsByKeyboard}
        role="log"
        aria-live="off"
        aria-label={t('title')}
        aria-keyshortcuts="Home End ArrowUp ArrowDown PageUp PageDown /"
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        className={clsx(
          '@container overflow-auto overscroll-contain bg-canvas font-mono text-xs leading-5 [overflow-anchor:none] focus-visible:-outline-offset-2',
          log.changing && 'opacity-60',
          className,
        )}
      >
        <ol className="relative" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const at = lines[index];
            return at ? (
              <li
                key={at.id}
                ref={wrap ? rows.measureElement : undefined}
                data-index={index}
                aria-setsize={window.earlier || window.later ? -1 : lines.length}
                aria-posinset={index + 1}
                className={clsx('absolute top-0 left-0', wrap ? 'w-full' : 'min-w-full')}
                style={{ transform: `translateY(${start}px)` }}
              >
                <LogRow
                  line={at}
                  message={messageOf(at)}
                  clock={exactClock(at.at)}
                  title={full(at.at)}
                  href={`/runs/${runId}?line=${at.id}`}
                  marked={isInRange(place.line, at.id)}
                  search={place.search}
                  wrap={wrap}
                  withStep={filter.step === null}
                  onChoose={choose}
                />
              </li>
            ) : null;
          })}
        </ol>
      </div>
      {log.failedMove ? (
        <Button
          size="small"
          icon={<RotateCw aria-hidden />}
          className="absolute top-3 right-4 shadow-float"
          onClick={() => log.failedMove && log.move(log.failedMove)}
        >
          {t('moreFailed')}
        </Button>
      ) : null}
      {following ? null : (
        <Button
          size="small"
          icon={<ArrowDown aria-hidden />}
          className="absolute right-4 bottom-3 shadow-float"
          onClick={toEnd}
        >
          {window.ended ? t('toEnd') : window.later ? t('followLater') : t('follow', { count: missed })}
        </Button>
      )}
    </div>
  );
}
