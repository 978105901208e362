'use client';

import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button';

export type Outcome = { title: string; description?: string; href?: string; linkText?: string };

type OutcomeLink = { href: string; text: string };

/** Says how an act ended: `done` and `failed` add one line at the bottom corner, read out by screen readers. */
export function useToasts(): { done: (outcome: Outcome) => void; failed: (outcome: Outcome) => void } {
  const { add } = Toast.useToastManager<OutcomeLink>();
  const say = (type: 'done' | 'failed') => (outcome: Outcome) => {
    const { title, description, href, linkText } = outcome;
    add({
      title,
      type,
      priority: type === 'failed' ? 'high' : 'low',
      ...(description ? { description } : {}),
      ...(href && linkText ? { data: { href, text: linkText } } : {}),
    });
  };
  return { done: say('done'), failed: say('failed') };
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={7000}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-3 z-60 flex flex-col gap-2 outline-none sm:left-auto sm:w-96">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const t = useTranslations('action');
  const { toasts } = Toast.useToastManager<OutcomeLink>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-md border border-line bg-raised shadow-float transition-[opacity,translate] duration-200 data-ending-style:translate-y-2 data-starting-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-2.5 py-3 pr-2 pl-3.5">
        {toast.type === 'failed' ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
        )}
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-medium" />
          <Toast.Description className="break-words text-soft text-xs" />
          {toast.data ? (
            <Link href={toast.data.href} className="font-medium text-accent text-xs underline underline-offset-2">
              {toast.data.text}
            </Link>
          ) : null}
        </div>
        <Toast.Close aria-label={t('close')} className={buttonClass('quiet', 'icon', '-mt-1.5 size-7')}>
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
