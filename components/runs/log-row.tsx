'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import type { LogLevel, LogLine } from '#lib/contract/run';

const levelClass: Record<LogLevel, string> = {
  debug: 'text-faint',
  info: 'text-soft',
  success: 'text-ok',
  warning: 'text-warn',
  error: 'text-bad',
};

type LogRowProps = { line: LogLine; message: string; clock: string; title: string };

/** Lines outside the view are not laid out (content-visibility), so thousands of them stay cheap. */
export const LogRow = memo(function LogRow({ line, message, clock, title }: LogRowProps) {
  const t = useTranslations('level');
  return (
    <div className="grid grid-cols-[auto_auto_1fr] gap-x-2.5 px-4 [contain-intrinsic-size:auto_20px] [content-visibility:auto] hover:bg-hover max-sm:grid-cols-[auto_1fr]">
      <time dateTime={line.at} title={title} className="text-faint">
        {clock}
      </time>
      <span className={clsx('w-14', levelClass[line.level])}>{t(line.level)}</span>
      <span
        className={clsx(
          'min-w-0 whitespace-pre-wrap break-words max-sm:col-span-2',
          line.level === 'error' && 'text-bad',
        )}
      >
        {line.stepKey ? <span className="text-faint">{line.stepKey} </span> : null}
        {message}
      </span>
    </div>
  );
});
