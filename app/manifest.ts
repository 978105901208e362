import type { MetadataRoute } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

/** What an installed Fluxion is called and looks like: the colours are those of the light theme (app/globals.css). */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [t, lang] = await Promise.all([getTranslations('product'), getLocale()]);
  return {
    id: '/',
    name: t('name'),
    short_name: t('name'),
    description: t('summary'),
    lang,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f4f5f3',
    theme_color: '#f4f5f3',
    icons: [{ src: '/icon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' }],
  };
}
