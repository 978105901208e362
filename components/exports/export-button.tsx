'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy } from 'react';
import { buttonClass } from '#components/ui/button';
import { OpenedOnPress } from '#components/ui/opened-on-press';
import type { Exported } from '#lib/client/exports';

const ExportMenu = lazy(() => import('#components/exports/export-menu').then((m) => ({ default: m.ExportMenu })));

/** Saves what the filters show as a file, in the language and zone of the screen. */
export function ExportButton({ exported }: { exported: Exported }) {
  const t = useTranslations('export');
  const trigger = {
    'aria-label': t('open'),
    title: t('open'),
    className: buttonClass('quiet', 'small', 'w-7 px-0! pointer-coarse:w-9'),
    children: <Download aria-hidden />,
  };
  return (
    <OpenedOnPress {...trigger} aria-haspopup="menu" opened={<ExportMenu exported={exported} trigger={trigger} />} />
  );
}
