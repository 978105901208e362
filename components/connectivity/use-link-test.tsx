'use client';

import { useTranslations } from 'next-intl';
import { useAct } from '#components/ui/use-act';
import { connectivityRoom, linkSummary, testLinks } from '#lib/client/connectivity';
import { useDuration } from '#lib/client/use-duration';
import { useFailureTitle } from '#lib/client/use-failure-title';
import type { StoreId } from '#lib/contract/store';

/** Tries the stores that are named, or all, and says what came of it. */
export function useLinkTest() {
  const t = useTranslations('connectivity');
  const titleOf = useFailureTitle();
  const duration = useDuration();
  return useAct({
    act: async (stores: StoreId[] | undefined) => ({ stores, found: await testLinks(stores) }),
    rooms: [connectivityRoom],
    done: ({ stores, found }) => {
      const one = stores?.length === 1 ? found.stores.find(({ storeId }) => storeId === stores[0]) : undefined;
      if (one && found.unfinished === 0) {
        const ms = one.loginMs === null ? '' : duration(one.loginMs);
        return one.failure
          ? { title: t('testedBad', { name: one.name }), description: titleOf(one.failure) }
          : { title: t('testedGood', { name: one.name, ms }) };
      }
      const { up, probed } = linkSummary(found);
      const title = t('testedAll', { up, probed });
      return found.unfinished > 0 ? { title, description: t('unfinished', { count: found.unfinished }) } : { title };
    },
    failed: t('testFailed'),
  });
}
