'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useNeighbours } from '#components/inspector/use-neighbours';
import { buttonClass } from '#components/ui/button';
import { besideQuery, type Inspected, inspect, inspectorWidth } from '#lib/client/inspector';
import { useMedia } from '#lib/client/use-media';

type FrameProps = { shown: Inspected; children: ReactNode };

/** Beside the page where there is room for both; over it where there is not. The page behind stays as it is. */
export function InspectorFrame(props: FrameProps) {
  const beside = useMedia(besideQuery);
  if (beside === null) return null;
  return beside ? <Beside {...props} /> : <Over {...props} />;
}

const close = () => inspect(null);

function Beside({ shown, children }: FrameProps) {
  const t = useTranslations('inspector');
  const panel = useRef<HTMLElement>(null);
  const onKeyDown = useStepKeys(shown);
  useFocusWhileOpen(panel);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t('title')}
      style={{ width: inspectorWidth }}
      className="fixed inset-y-0 right-0 z-35 flex flex-col overflow-y-auto overscroll-contain border-line border-l bg-raised shadow-float outline-none"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return onKeyDown(event);
        event.preventDefault();
        close();
      }}
    >
      <button
        type="button"
        aria-label={t('close')}
        title={t('close')}
        className={buttonClass('quiet', 'icon', 'absolute top-3 right-3 z-10')}
        onClick={close}
      >
        <X aria-hidden />
      </button>
      {children}
    </aside>
  );
}

function Over({ shown, children }: FrameProps) {
  const t = useTranslations('inspector');
  const onKeyDown = useStepKeys(shown);
  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && close()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <BaseDialog.Popup
          onKeyDown={onKeyDown}
          className="fixed inset-y-0 right-0 z-50 flex w-full flex-col overflow-y-auto overscroll-contain border-line bg-raised shadow-float outline-none sm:max-w-[27.5rem] sm:border-l"
        >
          <BaseDialog.Title className="sr-only">{t('title')}</BaseDialog.Title>
          <BaseDialog.Close
            aria-label={t('close')}
            className={buttonClass('quiet', 'icon', 'absolute top-3 right-3 z-10')}
          >
            <X aria-hidden />
          </BaseDialog.Close>
          {children}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

const writesText = 'input, textarea, select, [role="combobox"], [role="dialog"], [role="menu"]';

/** The arrows of the matrix go on inside the inspector, except where a person writes or chooses. */
function useStepKeys(shown: Inspected) {
  const { left, right, up, down } = useNeighbours(shown.kind === 'cell' ? shown.cell : null);
  return (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target !== event.currentTarget && event.target.closest(writesText)) {
      const within = event.target.closest(writesText);
      if (within !== event.currentTarget) return;
    }
    const next = { ArrowLeft: left, ArrowRight: right, ArrowUp: up, ArrowDown: down }[event.key];
    if (!next) return;
    event.preventDefault();
    inspect({ kind: 'cell', cell: next });
  };
}

/** Who came by keyboard goes on inside; whoever was inside comes back to where they were. Esc closes from the page too. */
function useFocusWhileOpen(panel: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    if (before?.matches(':focus-visible')) panel.current?.focus({ preventScroll: true });
    const onEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && event.target === document.body) close();
    };
    const held = panel.current;
    document.addEventListener('keydown', onEscape);
    return () => {
      document.removeEventListener('keydown', onEscape);
      const inside = held?.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [panel]);
}
