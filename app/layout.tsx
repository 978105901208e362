import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Providers } from '#components/shell/providers';
import { Shell } from '#components/shell/shell';
import { themeCookie, themeOf } from '#lib/client/locale';
import { chooseLocale, chooseTheme } from './preferences';
import './globals.css';

const inter = localFont({ src: './fonts/inter.woff2', variable: '--font-inter', weight: '100 900' });
const jetbrains = localFont({
  src: './fonts/jetbrains-mono.woff2',
  variable: '--font-jetbrains',
  weight: '100 800',
  preload: false,
});

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f5f3' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1311' },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('product');
  return { title: { default: t('name'), template: `%s · ${t('name')}` }, description: t('summary') };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const theme = themeOf(jar.get(themeCookie)?.value);
  return (
    <html
      lang={locale}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${inter.variable} ${jetbrains.variable}`}
    >
      <body>
        <NextIntlClientProvider>
          <Providers>
            <Shell theme={theme} onLocale={chooseLocale} onTheme={chooseTheme}>
              {children}
            </Shell>
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
