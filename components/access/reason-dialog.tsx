'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ReasonField } from '#components/access/reason-field';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';

type ReasonDialogProps<Output> = {
  title: string;
  description: string;
  act: (reason: string) => Promise<Output>;
  /** What is read again afterwards. */
  room: string;
  done: string;
  button: string;
  danger?: boolean;
  /** More to choose, above the reason. */
  children?: ReactNode;
  onDone?: (output: Output) => void;
  onClose: () => void;
};

/** An act that is asked for with a reason, which the audit keeps. */
export function ReasonDialog<Output>(props: ReasonDialogProps<Output>) {
  const { title, description, act, room, done, button, danger = false, children, onDone, onClose } = props;
  const t = useTranslations('people');
  const [reason, setReason] = useState('');
  const acting = useAct({
    act: () => act(reason.trim()),
    rooms: [room],
    done: () => ({ title: done }),
    next: (output) => (onDone ? onDone(output) : onClose()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    acting.mutate();
  };
  return (
    <Dialog open onClose={onClose} title={title} description={description}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {children}
        <ReasonField reason={reason} onChange={setReason} error={acting.error} />
        {acting.isError ? <ProblemNote error={acting.error} /> : null}
        <DialogActions>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} pending={acting.isPending}>
            {button}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
