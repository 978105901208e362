import { Zone } from '#lib/contract/zone';

export const zoneCookie = 'fluxion_zone';

/** In which zone this viewer reads instants, and who said so. Business days have no zone: they never shift. */
export type ZoneChoice = { by: 'product' | 'browser' | 'person'; zone: string };

const browserPrefix = 'browser:';

/** What the cookie says; the product's zone where it says nothing that is a zone. */
export function zoneOf(cookie: string | undefined, product: string): ZoneChoice {
  const isBrowser = cookie?.startsWith(browserPrefix) ?? false;
  const zone = Zone.safeParse(isBrowser ? cookie?.slice(browserPrefix.length) : cookie);
  if (!zone.success) return { by: 'product', zone: product };
  return { by: isBrowser ? 'browser' : 'person', zone: zone.data };
}

/** The choice as the cookie keeps it; empty for the product's zone, whatever that becomes. */
export function zoneText({ by, zone }: ZoneChoice): string {
  if (by === 'product') return '';
  return by === 'browser' ? `${browserPrefix}${zone}` : zone;
}

export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `Buenos Aires` of `America/Argentina/Buenos_Aires`. */
export function placeName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
