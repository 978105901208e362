'use client';

import { Clock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { buttonClass } from '#components/ui/button';
import { offsetText } from '#lib/client/format';
import { useTimes } from '#lib/client/use-times';
import { useViewerZone } from '#lib/client/viewer-zone';
import { browserZone, placeName, zoneText } from '#lib/client/zone';

/** Loaded on the first press: hundreds of zones that few people look at. */
const ZoneSheet = dynamic(() => import('#components/shell/zone-sheet').then((m) => m.ZoneSheet), { ssr: false });

export type ChooseZone = (zone: string) => Promise<void>;

/** The zone of every time on screen and what its clocks show now; a press chooses another one. */
export function ZoneChooser({ onChoose }: { onChoose: ChooseZone }) {
  const t = useTranslations('zone');
  const { zone, now, clock } = useTimes();
  const [open, setOpen] = useState(false);
  useFollowBrowser(onChoose);
  const text = `${clock(now.toISOString())} · ${placeName(zone)}`;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title={t('title')}
        onClick={() => setOpen(true)}
        className={buttonClass('quiet', 'small', 'px-1.5! font-normal sm:-mx-1.5')}
      >
        <Clock aria-hidden />
        <span className="sr-only">{t('title')}: </span>
        <span className="max-sm:sr-only">
          {text} <span className="text-faint lg:hidden xl:inline">{offsetText(now, zone)}</span>
        </span>
      </button>
      {open ? <ZoneSheet onChoose={onChoose} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Who reads in the zone of the browser, and has travelled, reads in the new one. */
function useFollowBrowser(onChoose: ChooseZone): void {
  const { choice } = useViewerZone();
  useEffect(() => {
    const zone = browserZone();
    if (choice.by === 'browser' && choice.zone !== zone) void onChoose(zoneText({ by: 'browser', zone }));
  }, [choice, onChoose]);
}
