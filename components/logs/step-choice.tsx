'use client';

import { Combobox } from '@base-ui/react/combobox';
import { useInfiniteQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { buttonClass } from '#components/ui/button';
import { controlClass } from '#components/ui/control';
import { stepsQuery } from '#lib/client/runs';

type StepChoiceProps = { runId: string; step: string | null; onChange: (step: string | null) => void };

/** Keys that are listed at once; typing narrows them. */
const listedSteps = 200;

/** One step (a store's day) of the run, found by typing; its keys are read when the list opens. */
export function StepChoice({ runId, step, onChange }: StepChoiceProps) {
  const t = useTranslations('log');
  const [open, setOpen] = useState(false);
  const steps = useInfiniteQuery({ ...stepsQuery(runId, false), enabled: open });
  const keys = steps.data?.pages.flatMap(({ items }) => items.map(({ key }) => key)) ?? [];
  return (
    <div className="inline-flex min-w-0 items-center">
      <Combobox.Root
        items={keys}
        value={step}
        onValueChange={onChange}
        open={open}
        onOpenChange={setOpen}
        limit={listedSteps}
      >
        <Combobox.Trigger
          aria-label={t('step')}
          className={buttonClass(step ? 'secondary' : 'quiet', 'small', 'max-w-56 min-w-0')}
        >
          <span className={clsx('truncate', step && 'font-mono')}>{step ?? t('everyStep')}</span>
          <ChevronsUpDown aria-hidden className="size-3.5! text-faint" />
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} align="start" className="z-50 outline-none">
            <Combobox.Popup
              aria-label={t('step')}
              className="w-72 max-w-[calc(100vw-1.5rem)] rounded-md border border-line bg-raised shadow-float outline-none"
            >
              <div className="border-line border-b p-2">
                <Combobox.Input
                  aria-label={t('findStep')}
                  placeholder={t('findStep')}
                  className={`${controlClass} h-8 pointer-coarse:h-10`}
                />
              </div>
              <Combobox.Empty className="px-3 py-3 text-soft empty:hidden">
                {steps.isPending ? null : t('noSuchStep')}
              </Combobox.Empty>
              <Combobox.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto py-1 empty:hidden">
                {(key: string) => (
                  <Combobox.Item
                    key={key}
                    value={key}
                    className="grid cursor-default select-none grid-cols-[1rem_1fr] items-center gap-2 py-1 pr-3 pl-2.5 font-mono text-xs outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5"
                  >
                    <Combobox.ItemIndicator className="col-start-1">
                      <Check aria-hidden className="size-3.5" />
                    </Combobox.ItemIndicator>
                    <span className="col-start-2 truncate">{key}</span>
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {step ? (
        <button
          type="button"
          aria-label={t('clearStep')}
          title={t('clearStep')}
          onClick={() => onChange(null)}
          className={buttonClass('quiet', 'small', 'w-7 px-0! pointer-coarse:w-9')}
        >
          <X aria-hidden />
        </button>
      ) : null}
    </div>
  );
}
