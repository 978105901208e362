'use client';

import { useTranslations } from 'next-intl';
import { useMay } from '#components/shell/me';

const hints = [
  { keys: ['↑', '↓'], name: 'move' },
  { keys: ['E'], name: 'open' },
  { keys: ['R'], name: 'retry', acts: true },
  { keys: ['P'], name: 'pause', acts: true },
  { keys: ['/'], name: 'search' },
  { keys: ['Esc'], name: 'close' },
] as const;

/** The keys of the page, for who has a keyboard. */
export function KeyHints() {
  const t = useTranslations('run.keys');
  const may = useMay('operator');
  return (
    <ul
      aria-label={t('title')}
      className="flex flex-wrap gap-x-4 gap-y-1 border-line border-t px-4 py-2 text-faint text-xs pointer-coarse:hidden"
    >
      {hints
        .filter((hint) => may || !('acts' in hint))
        .map(({ keys, name }) => (
          <li key={name} className="inline-flex items-center gap-1.5">
            {keys.map((key) => (
              <kbd key={key} className="rounded-xs border border-line-strong bg-surface px-1 font-sans text-soft">
                {key}
              </kbd>
            ))}
            {t(name)}
          </li>
        ))}
    </ul>
  );
}
