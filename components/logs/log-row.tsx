'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import { type MouseEvent, memo } from 'react';
import { highlight } from '#lib/client/highlight';
import type { LogLevel, LogLine } from '#lib/contract/run';
import { visibleText } from '#lib/contract/visible-text';

export const levelText: Record<LogLevel, string> = {
  debug: 'text-faint',
  info: 'text-soft',
  success: 'text-ok',
  warning: 'text-warn',
  error: 'text-bad',
};

type LogRowProps = {
  line: LogLine;
  message: string;
  clock: string;
  /** The moment in full, with its zone. */
  title: string;
  href: string;
  marked: boolean;
  search: string | null;
  wrap: boolean;
  withStep: boolean;
  onChoose: (line: LogLine, extend: boolean) => void;
};

/** One line. Its time is its address: a press marks it, with Shift the lines in between too. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { line, message, clock, title, href, marked, search, wrap, withStep, onChoose } = props;
  const t = useTranslations('level');
  const choose = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChoose(line, event.shiftKey);
  };
  return (
    <div
      className={clsx(
        'flex min-h-5 gap-x-2.5 border-l-2 pr-4 pl-2.5',
        wrap ? '@max-md:flex-wrap' : 'w-max min-w-full',
        marked ? 'border-accent bg-accent-tint' : 'border-transparent hover:bg-hover',
      )}
    >
      <a href={href} tabIndex={-1} title={title} onClick={choose} className="shrink-0 text-faint hover:underline">
        <time dateTime={line.at}>{clock}</time>
      </a>
      <span className={clsx('w-[7ch] shrink-0', levelText[line.level])}>{t(line.level)}</span>
      <span
        className={clsx(
          'min-w-0',
          wrap ? 'whitespace-pre-wrap break-words @max-md:basis-full' : 'whitespace-pre',
          line.level === 'error' && 'text-bad',
          line.level === 'debug' && 'text-soft',
        )}
      >
        {withStep && line.stepKey ? (
          <span className="text-faint">
            <Words text={visibleText(line.stepKey)} search={search} />{' '}
          </span>
        ) : null}
        <Words text={message} search={search} />
      </span>
    </div>
  );
});

function Words({ text, search }: { text: string; search: string | null }) {
  if (!search) return text;
  return highlight(text, search).map((piece) =>
    piece.hit ? (
      <mark key={piece.at} className="rounded-xs bg-warn-tint font-medium text-warn">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
