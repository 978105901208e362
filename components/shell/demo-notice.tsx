import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { connectivityQuery } from '#lib/client/connectivity';
import type { StoreGap } from '#lib/contract/overview';

const noticed = ['drifted', 'partial'] as const;

/** What the product found by itself: links that are down, days that changed or are not whole. */
export function DemoNotice({ stores }: { stores: readonly StoreGap[] }) {
  const t = useTranslations('demo');
  const links = useQuery(connectivityQuery).data?.stores ?? [];
  const down = links.filter(({ state }) => state === 'down');
  const days = noticed.flatMap((state) =>
    stores.flatMap(({ storeId, name, ranges }) =>
      ranges.filter((range) => range.state === state).map(({ to }) => ({ storeId, name, day: to, state })),
    ),
  );
  const [day] = days;
  return (
    <p aria-live="polite" className="ml-auto text-soft text-xs">
      {down.length === 0 && !day ? t('nothing') : null}
      {down.length > 0 ? t('down', { count: down.length, store: down[0]?.name ?? '' }) : null}
      {down.length > 0 && day ? ' · ' : null}
      {day ? (
        <Link href={`/?cell=${day.storeId}/${day.day}`} className="text-accent underline underline-offset-2">
          {t('days', { count: days.length, store: day.name })}
        </Link>
      ) : null}
    </p>
  );
}
