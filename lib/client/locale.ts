const locales = ['es', 'en'] as const;
export type Locale = (typeof locales)[number];

const defaultLocale: Locale = 'es';
export const localeCookie = 'fluxion_locale';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'fluxion_theme';

function isLocale(text: string | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

export function themeOf(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? 'system';
}

/** The person's choice, then what the browser asks for by weight, then Spanish. */
export function localeOf(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie;
  const wanted = (acceptLanguage ?? '').split(',').map(weighted);
  wanted.sort((one, other) => other.weight - one.weight);
  return wanted.map(({ language }) => language).find(isLocale) ?? defaultLocale;
}

function weighted(entry: string): { language: string | undefined; weight: number } {
  const [tag = '', ...parameters] = entry.trim().split(';');
  const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
  const weight = quality ? Number(quality.trim().slice(2)) : 1;
  return { language: tag.toLowerCase().split('-')[0], weight: Number.isNaN(weight) ? 0 : weight };
}
