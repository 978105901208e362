'use client';

import { CircleAlert, type LucideIcon, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { problemOf } from '#lib/client/problem';

type EmptyProps = { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode };

/** Nothing to show: says so, and what to do next. */
export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-12 text-center">
      <Icon aria-hidden className="size-6 text-faint" strokeWidth={1.5} />
      <p className="font-medium text-base">{title}</p>
      {children ? <div className="max-w-md text-soft">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}

type FailedProps = { what: string; error: unknown; onRetry: () => void; retrying?: boolean };

/** What failed, why, the number to quote, and a way to try again. */
export function Failed({ what, error, onRetry, retrying = false }: FailedProps) {
  const t = useTranslations();
  const problem = problemOf(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-4 py-6">
      <div className="flex gap-2.5">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        <div className="flex flex-col gap-0.5">
          <p className="font-medium text-base">{what}</p>
          <p className="text-soft">{t(`problem.${problem.code}`)}</p>
          <p className="break-words text-faint text-xs">
            {[problem.message, problem.requestId && t('problem.requestId', { id: problem.requestId })]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      </div>
      <Button icon={<RotateCw aria-hidden />} pending={retrying} onClick={onRetry}>
        {t('action.tryAgain')}
      </Button>
    </div>
  );
}
