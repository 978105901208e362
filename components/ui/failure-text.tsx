'use client';

import clsx from 'clsx';
import { useFailureTitle } from '#lib/client/use-failure-title';
import type { Failure } from '#lib/contract/problem';
import { visibleText } from '#lib/contract/visible-text';

type FailureTextProps = {
  failure: Failure;
  /** Each on one line; the whole text is in the title. */
  brief?: boolean;
  className?: string;
};

/** Why it failed: in the viewer's words first, then exactly as it was recorded. */
export function FailureText({ failure, brief = false, className }: FailureTextProps) {
  const titleOf = useFailureTitle();
  const message = visibleText(failure.message);
  return (
    <span className={clsx('block min-w-0', className)}>
      <span className={clsx('block font-medium text-bad', brief && 'truncate')}>{titleOf(failure)}</span>
      <span
        title={brief ? message : undefined}
        className={clsx('block text-faint text-xs', brief ? 'truncate' : 'break-words')}
      >
        {message}
      </span>
    </span>
  );
}
