'use server';

import { cookies } from 'next/headers';
import { localeCookie, localeOf, themeCookie, themeOf } from '#lib/client/locale';
import { zoneCookie, zoneOf, zoneText } from '#lib/client/zone';
import { runtime } from '#lib/runtime/current';
import { productZone } from './product-zone';

/** For a year, and over https alone where people come by it. */
function kept() {
  const secure = runtime().config.PUBLIC_URL?.startsWith('https:') ?? false;
  return { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'lax', secure } as const;
}

/** Keeps the language of this browser; the page comes back in it. */
export async function chooseLocale(locale: string): Promise<void> {
  (await cookies()).set(localeCookie, localeOf(locale, null), kept());
}

/** Keeps the theme of this browser. */
export async function chooseTheme(theme: string): Promise<void> {
  (await cookies()).set(themeCookie, themeOf(theme), kept());
}

/** Keeps the zone in which this browser shows instants; what is no zone means the product's. */
export async function chooseZone(zone: string): Promise<void> {
  (await cookies()).set(zoneCookie, zoneText(zoneOf(zone, productZone())), kept());
}
