'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { type Theme, themes } from '#lib/client/locale';

const icons = { system: Monitor, light: Sun, dark: Moon };

type ThemeSwitchProps = { theme: Theme; onChoose: (theme: string) => Promise<void> };

/** Goes round: as the system, light, dark. */
export function ThemeSwitch({ theme: initial, onChoose }: ThemeSwitchProps) {
  const t = useTranslations('shell');
  // What is pressed here holds until the page comes back with it; what is chosen elsewhere comes with the page.
  const [pressed, setPressed] = useState({ over: initial, theme: initial });
  const theme = pressed.over === initial ? pressed.theme : initial;
  const Icon = icons[theme];
  const label = t(`theme.${theme}`);
  const change = () => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    setPressed({ over: initial, theme: next });
    paintTheme(next);
    void onChoose(next);
  };
  return (
    <Button
      look="quiet"
      size="icon"
      className="size-7"
      icon={<Icon aria-hidden />}
      aria-label={label}
      title={label}
      onClick={change}
    />
  );
}

/** At once, before the server knows of it. */
export function paintTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
