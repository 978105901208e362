'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RunJobDialog } from '#components/shell/run-job-dialog';
import { type Command, useCommands } from '#components/shell/use-commands';
import type { ChooseZone } from '#components/shell/zone-chooser';
import { ZoneSheet } from '#components/shell/zone-sheet';
import { SearchSheet } from '#components/ui/search-sheet';
import type { Theme } from '#lib/client/locale';

export type PaletteProps = {
  theme: Theme;
  onLocale: (locale: string) => Promise<void>;
  onTheme: (theme: string) => Promise<void>;
  onZone: ChooseZone;
  onClose: () => void;
};

/** Everything that has a name, one search away: pages, stores, runs, jobs, and what can be done anywhere. */
export function CommandPalette({ onClose, ...props }: PaletteProps) {
  const t = useTranslations('palette');
  const [next, setNext] = useState<Command['next']>();
  const groups = useCommands(props);
  if (next?.kind === 'job') return <RunJobDialog job={next.job} onClose={onClose} />;
  if (next?.kind === 'zone') return <ZoneSheet onChoose={props.onZone} onClose={onClose} />;
  const choose = (command: Command) => {
    if (command.next) return setNext(command.next);
    onClose();
    command.act?.();
  };
  return <SearchSheet label={t('title')} placeholder={t('find')} groups={groups} onChoose={choose} onClose={onClose} />;
}
