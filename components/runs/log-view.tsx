'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type UIEvent, useLayoutEffect, useRef, useState } from 'react';
import { LogRow } from '#components/runs/log-row';
import { Button } from '#components/ui/button';
import { useLogText } from '#lib/client/use-log-text';
import { useTimes } from '#lib/client/use-times';
import type { LogLine } from '#lib/contract/run';

type LogViewProps = {
  lines: LogLine[];
  live: boolean;
  cut: number;
  /** Null when the first held line is the first of all. */
  earlier: { read: () => void; reading: boolean } | null;
};

/** A region that scrolls must be reachable by keyboard, also in browsers that do not see to it themselves. */
const scrollsByKeyboard = { tabIndex: 0 };

/** Within this of the end counts as the end. */
const nearEndPx = 32;

/** Follows the end until the reader scrolls up; going back to the end follows again. */
export function LogView({ lines, live, cut, earlier }: LogViewProps) {
  const t = useTranslations('log');
  const { box, following, follow, onScroll } = useFollow(lines);
  return (
    <div className="relative">
      <div
        ref={box}
        {...scrollsByKeyboard}
        role="log"
        aria-live="off"
        aria-label={t('title')}
        onScroll={onScroll}
        className="h-[28rem] overflow-auto bg-canvas py-2 font-mono text-xs leading-5 focus-visible:-outline-offset-2 xl:h-[max(28rem,calc(100dvh-8rem))]"
      >
        {cut > 0 ? <p className="px-4 py-1 text-warn">{t('cut', { count: cut })}</p> : null}
        {earlier ? (
          <div className="px-3 pb-2 font-sans">
            <Button
              size="small"
              look="quiet"
              icon={<ArrowUp aria-hidden />}
              pending={earlier.reading}
              onClick={earlier.read}
            >
              {t('earlier')}
            </Button>
          </div>
        ) : null}
        <LogRows lines={lines} />
        <p className="px-4 pt-1 font-sans text-faint">{live ? t('live') : t('end')}</p>
      </div>
      {following ? null : (
        <Button
          size="small"
          icon={<ArrowDown aria-hidden />}
          className="absolute right-4 bottom-3 shadow-float"
          onClick={follow}
        >
          {t('follow')}
        </Button>
      )}
    </div>
  );
}

function LogRows({ lines }: { lines: LogLine[] }) {
  const { messageOf } = useLogText();
  const { exactClock, full } = useTimes();
  return lines.map((line) => (
    <LogRow key={line.id} line={line} message={messageOf(line)} clock={exactClock(line.at)} title={full(line.at)} />
  ));
}

function useFollow(lines: LogLine[]) {
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const [following, setFollowing] = useState(true);
  useKeptPlace(box, { first: lines[0]?.id, last: lines.at(-1)?.id, following });
  // Lines get their real height as they come into view, which scrolls too: only going up is the reader's wish to stay.
  const onScroll = ({ currentTarget: view }: UIEvent) => {
    const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < nearEndPx;
    const wentUp = view.scrollTop < lastTop.current;
    lastTop.current = view.scrollTop;
    if (atEnd) setFollowing(true);
    else if (wentUp) setFollowing(false);
    else if (following) view.scrollTop = view.scrollHeight;
  };
  const follow = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setFollowing(true);
  };
  return { box, following, follow, onScroll };
}

type Place = { first: string | undefined; last: string | undefined; following: boolean };

/** After new lines: at the end when following; where the reader was when earlier lines came in front. */
function useKeptPlace(box: React.RefObject<HTMLDivElement | null>, { first, last, following }: Place): void {
  const before = useRef({ first, height: 0 });
  useLayoutEffect(() => {
    const view = box.current;
    if (!view || last === undefined) return;
    if (following) view.scrollTop = view.scrollHeight;
    else if (before.current.first !== first) view.scrollTop += view.scrollHeight - before.current.height;
    before.current = { first, height: view.scrollHeight };
  }, [box, first, last, following]);
}
