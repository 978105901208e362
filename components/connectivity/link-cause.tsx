'use client';

import { useTranslations } from 'next-intl';
import { Countdown } from '#components/ui/countdown';
import { Moment } from '#components/ui/moment';
import { useFailureTitle } from '#lib/client/use-failure-title';
import type { StoreLink } from '#lib/contract/connectivity';
import { visibleText } from '#lib/contract/visible-text';

/** Since when and why a store cannot be used, and what happens next; nothing for one that answers. */
export function LinkCause({ link }: { link: StoreLink }) {
  const t = useTranslations('connectivity');
  const titleOf = useFailureTitle();
  const { failure, since, circuit, nextProbeAt, onHold } = link;
  if (!failure || onHold) return null;
  return (
    <span className="block min-w-0 text-xs" title={visibleText(failure.message)}>
      <span className="block text-ink">
        {titleOf(failure)}
        {since ? (
          <span className="text-soft">
            {' · '}
            {t('since')} <Moment at={since} />
          </span>
        ) : null}
      </span>
      <span className="block text-faint">
        {circuit === 'open' ? t('leftAlone') : t('triedAgain')} {nextProbeAt ? <Countdown at={nextProbeAt} /> : null}
        {circuit === 'open' ? <span className="block">{t('resumes')}</span> : null}
      </span>
    </span>
  );
}
