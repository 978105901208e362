'use client';

import { ArrowDown, ArrowUp, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useState } from 'react';
import { buttonClass } from '#components/ui/button';
import { controlClass } from '#components/ui/control';

type LogSearchProps = {
  search: string | null;
  onSearch: (search: string | null) => void;
  /** To the hit before or after the marked line; null where there is none. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  input: RefObject<HTMLInputElement | null>;
};

/** Long enough to finish a word, short enough to feel at once. */
const typingMs = 250;

/** Words to look for on the server, in the whole log. Enter goes to the hit before, Shift with Enter to the one after. */
export function LogSearch({ search, onSearch, onPrevious, onNext, input }: LogSearchProps) {
  const t = useTranslations('log');
  const [text, setText] = useState(search ?? '');
  const [known, setKnown] = useState(search);
  if (search !== known) {
    setKnown(search);
    if ((search ?? '') !== text.trim()) setText(search ?? '');
  }
  useEffect(() => {
    const wanted = text.trim() || null;
    if (wanted === search) return;
    const timer = setTimeout(() => onSearch(wanted), typingMs);
    return () => clearTimeout(timer);
  }, [text, search, onSearch]);
  return (
    <div className="flex min-w-0 grow items-center gap-1 sm:max-w-80">
      <div className="relative min-w-0 grow">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-faint"
        />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          maxLength={200}
          spellCheck={false}
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key, shiftKey }) => {
            if (key === 'Enter') (shiftKey ? onNext : onPrevious)?.();
            if (key === 'Escape') setText('');
          }}
          className={`${controlClass} h-7 pr-7 pl-7 text-xs pointer-coarse:h-9`}
        />
        {text ? (
          <button
            type="button"
            aria-label={t('clearSearch')}
            onClick={() => setText('')}
            className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-faint hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        ) : null}
      </div>
      {search ? (
        <>
          <Go label={t('previousHit')} icon={ArrowUp} onGo={onPrevious} />
          <Go label={t('nextHit')} icon={ArrowDown} onGo={onNext} />
        </>
      ) : null}
    </div>
  );
}

function Go({ label, icon: Icon, onGo }: { label: string; icon: typeof ArrowUp; onGo: (() => void) | null }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={onGo === null}
      onClick={() => onGo?.()}
      className={buttonClass('quiet', 'small', 'w-7 px-0! disabled:opacity-40 pointer-coarse:w-9')}
    >
      <Icon aria-hidden />
    </button>
  );
}
