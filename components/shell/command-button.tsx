'use client';

import { Command } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { PaletteProps } from '#components/shell/command-palette';
import { buttonClass } from '#components/ui/button';

/** Loaded when it is first asked for. */
const CommandPalette = dynamic(() => import('#components/shell/command-palette').then((m) => m.CommandPalette), {
  ssr: false,
});

type CommandButtonProps = Omit<PaletteProps, 'onClose'>;

/** Opens the command palette; so do Ctrl-K and ⌘K anywhere. */
export function CommandButton(props: CommandButtonProps) {
  const t = useTranslations('palette');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        aria-label={t('open')}
        title={t('open')}
        onClick={() => setOpen(true)}
        className={buttonClass('quiet', 'small', 'w-7 px-0! pointer-coarse:w-9')}
      >
        <Command aria-hidden />
      </button>
      {open ? <CommandPalette {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
