'use client';

import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { buttonClass } from '#components/ui/button';
import type { OutcomeAct, Said } from '#components/ui/toasts';

type OutcomeExtras = { link?: { href: string; text: string }; act?: OutcomeAct };

type ToastListProps = { waiting: readonly Said[]; onTaken: (taken: readonly Said[]) => void };

/** The lines at the bottom corner. */
export function ToastList(props: ToastListProps) {
  return (
    <Toast.Provider timeout={7000}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-3 z-60 flex flex-col gap-2 outline-none sm:left-auto sm:w-96">
          <Lines {...props} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Lines({ waiting, onTaken }: ToastListProps) {
  const t = useTranslations('action');
  const { toasts, add, close } = Toast.useToastManager<OutcomeExtras>();
  useEffect(() => {
    if (waiting.length === 0) return;
    for (const said of waiting) add(lineOf(said));
    onTaken(waiting);
  }, [waiting, onTaken, add]);
  const take = (id: string, { onAct }: OutcomeAct) => {
    close(id);
    onAct();
  };
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
          {toast.data?.link ? (
            <Link href={toast.data.link.href} className="font-medium text-accent text-xs underline underline-offset-2">
              {toast.data.link.text}
            </Link>
          ) : null}
        </div>
        <ToastAct act={toast.data?.act} onTake={(act) => take(toast.id, act)} />
        <Toast.Close aria-label={t('close')} className={buttonClass('quiet', 'icon', '-mt-1.5 size-7')}>
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

function lineOf({ id, type, title, description, href, linkText, act }: Said) {
  return {
    id,
    title,
    type,
    priority: type === 'failed' ? ('high' as const) : ('low' as const),
    ...(description ? { description } : {}),
    data: { ...(href && linkText ? { link: { href, text: linkText } } : {}), ...(act ? { act } : {}) },
  };
}

function ToastAct({ act, onTake }: { act: OutcomeAct | undefined; onTake: (act: OutcomeAct) => void }) {
  if (!act) return null;
  return (
    <button type="button" className={buttonClass('secondary', 'small', '-my-1')} onClick={() => onTake(act)}>
      {act.text}
    </button>
  );
}
