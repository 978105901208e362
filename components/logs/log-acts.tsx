'use client';

import { Toggle } from '@base-ui/react/toggle';
import { Copy, Download, WrapText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, buttonClass } from '#components/ui/button';
import { useToasts } from '#components/ui/toasts';
import { logFileUrl } from '#lib/client/log';
import { isInRange, type LogPlace, logFilterOf } from '#lib/client/log-place';
import type { LogWindow } from '#lib/client/log-window';
import { useLogText } from '#lib/client/use-log-text';

type LogActsProps = {
  runId: string;
  window: LogWindow | undefined;
  place: LogPlace;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
};

/** What can be done with the lines: break them, copy the marked ones or all that are held, take the whole log away. */
export function LogActs({ runId, window, place, wrap, onWrap }: LogActsProps) {
  const t = useTranslations('log');
  const { done, failed } = useToasts();
  const { asText } = useLogText();
  const lines = window?.lines ?? [];
  const marked = place.line ? lines.filter(({ id }) => isInRange(place.line, id)) : [];
  const copied = marked.length > 1 ? marked : lines;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(copied.map(asText).join('\n'));
      done({ title: t('copied', { count: copied.length }) });
    } catch {
      failed({ title: t('copyFailed') });
    }
  };
  return (
    <div className="flex items-center gap-1">
      <Toggle
        pressed={wrap}
        onPressedChange={onWrap}
        aria-label={t('wrap')}
        title={t('wrap')}
        className={buttonClass(
          'quiet',
          'small',
          'w-7 px-0! data-pressed:bg-sunken data-pressed:text-ink pointer-coarse:w-9',
        )}
      >
        <WrapText aria-hidden />
      </Toggle>
      <Button
        size="small"
        look="quiet"
        icon={<Copy aria-hidden />}
        disabled={copied.length === 0}
        title={t('copyLines', { count: copied.length })}
        aria-label={t('copyLines', { count: copied.length })}
        onClick={copy}
      >
        {marked.length > 1 ? marked.length : null}
      </Button>
      <a
        href={logFileUrl(runId, logFilterOf(place))}
        download
        aria-label={t('download')}
        title={t('download')}
        className={buttonClass('quiet', 'small', 'w-7 px-0! pointer-coarse:w-9')}
      >
        <Download aria-hidden />
      </a>
    </div>
  );
}
