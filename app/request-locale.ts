import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { type Locale, localeCookie, localeOf } from '#lib/client/locale';
import { zoneCookie, zoneOf } from '#lib/client/zone';
import { productZone } from './product-zone';

const messages = {
  es: () => import('#messages/es.json'),
  en: () => import('#messages/en.json'),
} satisfies Record<Locale, () => Promise<unknown>>;

export default getRequestConfig(async () => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const locale = localeOf(jar.get(localeCookie)?.value, sent.get('accept-language'));
  const { zone } = zoneOf(jar.get(zoneCookie)?.value, productZone());
  return { locale, messages: (await messages[locale]()).default, timeZone: zone, now: new Date() };
});
