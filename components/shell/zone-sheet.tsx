'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ChooseZone } from '#components/shell/zone-chooser';
import { SearchSheet, type SheetItem } from '#components/ui/search-sheet';
import { useToasts } from '#components/ui/toasts';
import { clockText, offsetText } from '#lib/client/format';
import { problemOf } from '#lib/client/problem';
import { storesQuery } from '#lib/client/stores';
import { useTimes } from '#lib/client/use-times';
import { useViewerZone } from '#lib/client/viewer-zone';
import { browserZone, placeName, zoneText } from '#lib/client/zone';

type ZoneItem = SheetItem & { zone: string };

/** The zones to choose from: the product's, the browser's, those of the stores, UTC, and every other by its name. */
export function ZoneSheet({ onChoose, onClose }: { onChoose: ChooseZone; onClose: () => void }) {
  const t = useTranslations('zone');
  const { done, failed } = useToasts();
  const { locale, now } = useTimes();
  const { product, choice } = useViewerZone();
  const stores = useQuery(storesQuery).data?.items ?? [];
  const [all] = useState(() => Intl.supportedValuesOf('timeZone'));
  const item = (id: string, label: string, zone: string): ZoneItem => ({
    id,
    label,
    zone,
    words: zone.replaceAll(/[/_]/g, ' '),
    note: `${clockText(now, locale, zone)} · ${offsetText(now, zone)} · ${zone}`,
    chosen: id === zoneText(choice),
  });
  const here = browserZone();
  const storeZones = [...new Set(stores.flatMap(({ zone }) => zone ?? []))].filter((zone) => zone !== product);
  const usual = [
    item('', t('product'), product),
    item(zoneText({ by: 'browser', zone: here }), t('browser'), here),
    ...storeZones.map((zone) => item(zone, t('store', { place: placeName(zone) }), zone)),
    ...(storeZones.includes('UTC') ? [] : [item('UTC', 'UTC', 'UTC')]),
  ];
  const others = all.filter((zone) => zone !== 'UTC' && !storeZones.includes(zone));
  const choose = async ({ id, zone }: ZoneItem) => {
    onClose();
    try {
      await onChoose(id);
      done({ title: t('chosen', { zone }) });
    } catch (error) {
      failed({ title: t('failed'), description: problemOf(error).message });
    }
  };
  return (
    <SearchSheet
      label={t('title')}
      placeholder={t('find')}
      groups={[
        { value: t('usual'), items: usual },
        { value: t('all'), items: others.map((zone) => item(zone, placeName(zone), zone)) },
      ]}
      onChoose={choose}
      onClose={onClose}
    />
  );
}
