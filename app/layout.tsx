import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { BareShell } from '#components/shell/bare-shell';
import { Providers } from '#components/shell/providers';
import { Shell } from '#components/shell/shell';
import { themeCookie, themeOf } from '#lib/client/locale';
import { zoneCookie, zoneOf } from '#lib/client/zone';
import { runtime } from '#lib/runtime/current';
import { chooseLocale, chooseTheme, chooseZone } from './preferences';
import { productZone } from './product-zone';
import { whoIsHere } from './who-is-here';
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
  const [locale, jar, me] = await Promise.all([getLocale(), cookies(), whoIsHere()]);
  const theme = themeOf(jar.get(themeCookie)?.value);
  const product = productZone();
  const zone = { product, choice: zoneOf(jar.get(zoneCookie)?.value, product) };
  return (
    <html
      lang={locale}
      data-theme={theme === 'system' ? undefined : theme}
      className={`${inter.variable} ${jetbrains.variable}`}
    >
      <body>
        <NextIntlClientProvider>
          <Providers me={me} zone={zone}>
            {me ? (
              <Shell
                theme={theme}
                demo={runtime().config.DEMO_CONTROL_URL !== undefined}
                onLocale={chooseLocale}
                onTheme={chooseTheme}
                onZone={chooseZone}
              >
                {children}
              </Shell>
            ) : (
              <BareShell theme={theme} onLocale={chooseLocale} onTheme={chooseTheme}>
                {children}
              </BareShell>
            )}
          </Providers>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
