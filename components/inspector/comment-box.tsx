'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useMay } from '#components/shell/me';
import { Button } from '#components/ui/button';
import { Field, TextArea } from '#components/ui/field';
import { Moment } from '#components/ui/moment';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import type { Comment } from '#lib/contract/comment';

type CommentBoxProps = {
  comments: readonly Comment[];
  /** What is read again once something was said. */
  rooms: readonly string[];
  write: (text: string) => Promise<Comment>;
};

const longest = 4000;

/** What people said, oldest first, and a place to say more. */
export function CommentBox({ comments, rooms, write }: CommentBoxProps) {
  const t = useTranslations('inspector');
  const may = useMay('operator');
  const [text, setText] = useState('');
  const saying = useAct({ act: write, rooms, next: () => setText('') });
  const say = () => {
    if (text.trim() !== '' && !saying.isPending) saying.mutate(text.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    say();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) say();
  };
  return (
    <div className="flex flex-col gap-3">
      {comments.length > 0 ? (
        <ol className="flex flex-col gap-2.5">
          {comments.map(({ id, text: said, by, at }) => (
            <li key={id}>
              <p className="whitespace-pre-wrap break-words">{said}</p>
              <p className="text-faint text-xs">
                {by ?? t('someone')} · <Moment at={at} />
              </p>
            </li>
          ))}
        </ol>
      ) : null}
      {may ? (
        <form onSubmit={submit} className="flex flex-col items-end gap-2">
          <Field label={t('say')} className="w-full">
            <TextArea
              rows={2}
              maxLength={longest}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
          </Field>
          {saying.isError ? <ProblemNote error={saying.error} /> : null}
          <Button type="submit" size="small" pending={saying.isPending} disabled={text.trim() === ''}>
            {t('comment')}
          </Button>
        </form>
      ) : comments.length === 0 ? (
        <p className="text-soft">{t('noComments')}</p>
      ) : null}
    </div>
  );
}
