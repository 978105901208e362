import type { ReactNode } from 'react';
import { LocaleSwitch } from '#components/shell/locale-switch';
import { Mark } from '#components/shell/mark';
import { ThemeSwitch } from '#components/shell/theme-switch';
import type { Theme } from '#lib/client/locale';

type BareShellProps = {
  theme: Theme;
  onLocale: (locale: string) => Promise<void>;
  onTheme: (theme: string) => Promise<void>;
  children: ReactNode;
};

/** Around the pages of whoever is not signed in: the name, the language and the colours, and nothing to go to. */
export function BareShell({ theme, onLocale, onTheme, children }: BareShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center gap-2 px-4 py-3 sm:px-6">
        <Mark className="size-6" />
        <span className="font-semibold text-lg tracking-tight">Fluxion</span>
        <div className="ml-auto flex items-center gap-1">
          <LocaleSwitch onChoose={onLocale} />
          <ThemeSwitch theme={theme} onChoose={onTheme} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="w-full flex-1 px-3 pb-8 outline-none sm:px-6">
        {children}
      </main>
    </div>
  );
}
