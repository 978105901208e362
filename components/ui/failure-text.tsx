'use client';

import clsx from 'clsx';
import { useFailureTitle } from '#lib/client/use-failure-title';
import type { Failure } from '#lib/contract/problem';

type FailureTextProps = {
  failure: Failure;
  /** Each on one line; the whole text is in the title. */
  brief?: boolean;
  className?: string;
};

/** Why it failed: in the viewer's words first, then exactly as it was recorded. */
export function FailureText({ failure, brief = false, className }: FailureTextProps) {
  const titleOf = useFailureTitle();
  return (
    <span className={clsx('block min-w-0', className)}>
      <span className={clsx('block font-medium text-bad', brief && 'truncate')}>{titleOf(failure)}</span>
      <span
        title={brief ? failure.message : undefined}
        className={clsx('block text-faint text-xs', brief ? 'truncate' : 'break-words')}
      >
        {failure.message}
      </span>
    </span>
  );
}
