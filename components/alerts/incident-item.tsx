'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DeliveryList } from '#components/alerts/delivery-list';
import { IncidentBadge } from '#components/alerts/incident-badge';
import { IncidentStores } from '#components/alerts/incident-stores';
import { Button } from '#components/ui/button';
import { Elapsed } from '#components/ui/elapsed';
import { Moment } from '#components/ui/moment';
import { useHeadline } from '#lib/client/use-headline';
import { useTimes } from '#lib/client/use-times';
import type { Incident } from '#lib/contract/alert';
import { visibleText } from '#lib/contract/visible-text';

type IncidentItemProps = {
  incident: Incident;
  /** In the bell: fewer stores, and of the deliveries only those that failed. */
  brief?: boolean;
  acknowledging: boolean;
  onAcknowledge: (id: string) => void;
};

/** One cause: what it is in words, whom it touches, since when, and what became of it. */
export function IncidentItem({ incident, brief = false, acknowledging, onAcknowledge }: IncidentItemProps) {
  const t = useTranslations('alerts');
  const title = useHeadline()(incident);
  const { id, cause, stores, failure, recovered, resolvedAt, acknowledgedAt } = incident;
  const deliveries = incident.deliveries.filter(({ state }) => !brief || state === 'dead');
  return (
    <li className="flex flex-col gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-start gap-x-2.5 gap-y-1.5">
        <IncidentBadge {...incident} />
        <p className="min-w-0 flex-1 basis-52 break-words font-medium">{title}</p>
      </div>
      <p className="text-soft">
        {recovered
          ? t('recovered', { ...recovered, verified: String(recovered.verified) })
          : t(`cause.${cause}`, { count: stores.length })}
      </p>
      {stores.length === 0 && failure ? (
        <p className="break-words text-faint text-xs">{visibleText(failure.message)}</p>
      ) : null}
      {stores.length > 0 ? <IncidentStores stores={stores} most={brief ? 6 : 16} /> : null}
      {deliveries.length > 0 ? <DeliveryList deliveries={deliveries} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <Times incident={incident} />
        {resolvedAt === null && acknowledgedAt === null ? (
          <Button
            needs="operator"
            size="small"
            icon={<Check aria-hidden />}
            pending={acknowledging}
            aria-label={t('acknowledgeOf', { title })}
            onClick={() => onAcknowledge(id)}
          >
            {t('acknowledge')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function Times({ incident }: { incident: Incident }) {
  const t = useTranslations('alerts');
  const times = useTimes();
  const { openedAt, resolvedAt, runId, acknowledgedAt, acknowledgedBy: by } = incident;
  const at = acknowledgedAt ? times.instant(acknowledgedAt) : null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-faint text-xs">
      <span>
        {t('since')} <Moment at={openedAt} />
      </span>
      {resolvedAt ? (
        <span>
          {t('took')} <Elapsed from={openedAt} to={resolvedAt} />
        </span>
      ) : null}
      {at ? <span>{by ? t('acknowledgedBy', { by, at }) : t('acknowledged', { at })}</span> : null}
      {runId ? (
        <Link href={`/runs/${runId}`} className="text-accent underline underline-offset-2">
          {t('run', { run: runId })}
        </Link>
      ) : null}
    </p>
  );
}
