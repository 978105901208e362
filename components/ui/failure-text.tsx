'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import type { Failure } from '#lib/contract/problem';

type FailureTextProps = {
  failure: Failure;
  /** Each on one line; the whole text is in the title. */
  brief?: boolean;
  className?: string;
};

/** Why it failed: in the viewer's words first, then exactly as it was recorded. */
export function FailureText({ failure, brief = false, className }: FailureTextProps) {
  const t = useTranslations('failure');
  return (
    <span className={clsx('block min-w-0', className)}>
      <span className={clsx('block font-medium text-bad', brief && 'truncate')}>{t(failure.code)}</span>
      <span
        title={brief ? failure.message : undefined}
        className={clsx('block text-faint text-xs', brief ? 'truncate' : 'break-words')}
      >
        {failure.message}
      </span>
    </span>
  );
}
