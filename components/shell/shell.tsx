import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { AlertBell } from '#components/alerts/alert-bell';
import { CommandButton } from '#components/shell/command-button';
import { ConnectionLight } from '#components/shell/connection-light';
import { DemoSlot } from '#components/shell/demo-slot';
import { LocaleSwitch } from '#components/shell/locale-switch';
import { Mark } from '#components/shell/mark';
import { Navigation } from '#components/shell/navigation';
import { PersonMenu } from '#components/shell/person-menu';
import { ThemeSwitch } from '#components/shell/theme-switch';
import { type ChooseZone, ZoneChooser } from '#components/shell/zone-chooser';
import type { Theme } from '#lib/client/locale';

type ShellProps = {
  theme: Theme;
  /** The stores are simulated, and may be broken on purpose. */
  demo: boolean;
  onLocale: (locale: string) => Promise<void>;
  onTheme: (theme: string) => Promise<void>;
  onZone: ChooseZone;
  children: ReactNode;
};

/** The frame of every page: a rail on wide screens, a bar on narrow ones. It never re-renders between pages. */
export async function Shell({ theme, demo, onLocale, onTheme, onZone, children }: ShellProps) {
  const t = await getTranslations('shell');
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-30 flex flex-wrap items-center gap-x-1 border-line border-b bg-canvas sm:gap-x-3 lg:h-dvh lg:flex-col lg:flex-nowrap lg:items-stretch lg:border-r lg:border-b-0 lg:py-5">
        <div className="flex items-center gap-2 py-2.5 pl-4 max-sm:min-w-0 max-sm:flex-1 lg:gap-2.5 lg:px-5 lg:py-0 lg:pb-6">
          <Mark className="size-6 shrink-0" />
          <span className="truncate font-semibold text-lg tracking-tight">Fluxion</span>
          <AlertBell className="lg:-mr-2 lg:ml-auto" />
        </div>
        <Navigation />
        <div className="ml-auto flex items-center gap-1 px-2 sm:gap-4 lg:mt-auto lg:ml-0 lg:flex-col lg:items-start lg:gap-3 lg:px-5">
          <PersonMenu />
          <ConnectionLight />
          <ZoneChooser onChoose={onZone} />
          <div className="flex items-center gap-1 lg:-ml-1.5">
            <LocaleSwitch onChoose={onLocale} />
            <ThemeSwitch theme={theme} onChoose={onTheme} />
            <CommandButton theme={theme} onLocale={onLocale} onTheme={onTheme} onZone={onZone} />
          </div>
        </div>
      </header>
      <div className="min-w-0">
        {demo ? <DemoSlot /> : null}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full min-w-0 max-w-[100rem] px-3 py-4 outline-none sm:px-6 sm:py-6"
        >
          {children}
        </main>
      </div>
    </div>
  );
}
