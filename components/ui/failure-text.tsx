'use client';

import clsx from 'clsx';
import { useTranslations } from 'next-intl';
import type { Failure } from '#lib/contract/problem';

type FailureTextProps = { failure: Failure; className?: string };

/** Why it failed: in the viewer's words first, then exactly as it was recorded. */
export function FailureText({ failure, className }: FailureTextProps) {
  const t = useTranslations('failure');
  return (
    <span className={clsx('block min-w-0', className)}>
      <span className="font-medium text-bad">{t(failure.code)}</span>
      <span className="block break-words text-faint text-xs">{failure.message}</span>
    </span>
  );
}
