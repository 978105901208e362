'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Countdown } from '#components/ui/countdown';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf, triesAgainAt } from '#lib/client/problem';

type RefusalNoteProps = {
  error: unknown;
  /** When the answer is that it is wrong. */
  wrong: ReactNode;
};

/** Why somebody was not let in, without a hint for who has no business here. */
export function RefusalNote({ error, wrong }: RefusalNoteProps) {
  const t = useTranslations('access');
  const { code } = problemOf(error);
  if (code === 'unauthorized') return <Line>{wrong}</Line>;
  if (code !== 'rate_limited') return <ProblemNote error={error} />;
  const at = triesAgainAt(error);
  return (
    <Line>
      {t('tooManyTries')} {at ? <Countdown at={at} /> : t('inSomeMinutes')}
    </Line>
  );
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="flex gap-2 rounded-md bg-bad-tint p-3 text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
