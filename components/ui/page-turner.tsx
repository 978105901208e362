'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { setSearch } from '#lib/client/url';

type PageTurnerProps = {
  /** Where this page begins; null on the newest. */
  after: string | null;
  /** Where the next one begins; null on the last. */
  next: string | null;
  /** Another page is on its way. */
  turning?: boolean;
};

/** From page to page of a list by key, which the address keeps. Nothing where all is on one page. */
export function PageTurner({ after, next, turning = false }: PageTurnerProps) {
  const t = useTranslations('pages');
  if (after === null && !next) return null;
  return (
    <nav aria-label={t('name')} className="flex items-center justify-between gap-2 border-line border-t px-4 py-2.5">
      <Button
        look="quiet"
        icon={<ArrowLeft aria-hidden />}
        disabled={after === null}
        onClick={() => setSearch({ after: null })}
      >
        {t('newest')}
      </Button>
      <Button look="quiet" disabled={!next || turning} onClick={() => next && setSearch({ after: next })}>
        {t('older')}
        <ArrowRight aria-hidden />
      </Button>
    </nav>
  );
}
