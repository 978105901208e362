'use client';

import { useTranslations } from 'next-intl';
import { IncidentItem } from '#components/alerts/incident-item';
import { useAct } from '#components/ui/use-act';
import { acknowledge, alertsRoom } from '#lib/client/alerts';
import type { Incident } from '#lib/contract/alert';

type IncidentListProps = { label: string; incidents: readonly Incident[]; brief?: boolean };

/** Incidents, one below the other, each to be acknowledged by itself. */
export function IncidentList({ label, incidents, brief = false }: IncidentListProps) {
  const t = useTranslations('alerts');
  const acknowledging = useAct({ act: acknowledge, rooms: [alertsRoom], failed: t('acknowledgeFailed') });
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {incidents.map((incident) => (
        <IncidentItem
          key={incident.id}
          incident={incident}
          brief={brief}
          acknowledging={acknowledging.isPending && acknowledging.variables === incident.id}
          onAcknowledge={acknowledging.mutate}
        />
      ))}
    </ul>
  );
}
