'use client';

import { useTranslations } from 'next-intl';
import { ControlStates } from '#components/primitives/control-states';
import { PanelStates } from '#components/primitives/panel-states';
import { Tokens } from '#components/primitives/tokens';
import { PageHeading } from '#components/ui/page-heading';

/** The tokens once in each theme, and under them every primitive in every state. */
export function PrimitivesPanel() {
  const t = useTranslations('primitives');
  return (
    <>
      <PageHeading title={t('title')} note={t('note')} />
      <div className="grid gap-4 xl:grid-cols-2">
        {(['light', 'dark'] as const).map((theme) => (
          <section
            key={theme}
            aria-label={t(theme)}
            data-theme={theme}
            className="flex min-w-0 flex-col gap-6 rounded-lg border border-line bg-canvas p-4 text-ink"
          >
            <h2 className="font-semibold text-lg">{t(theme)}</h2>
            <Tokens />
            <ControlStates />
            <PanelStates />
          </section>
        ))}
      </div>
    </>
  );
}
