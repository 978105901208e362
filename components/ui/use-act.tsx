'use client';

import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useMe } from '#components/shell/me';
import { type Outcome, useToasts } from '#components/ui/toasts';
import { problemOf } from '#lib/client/problem';
import { isSignedOut, roleMissing } from '#lib/client/refusal';

type Act<Input, Output> = {
  act: (input: Input) => Promise<Output>;
  /** What is read again afterwards, also when it failed. */
  rooms: readonly string[];
  /** What to say when it is done; nothing where the page shows it by itself. */
  done?: (output: Output) => Outcome;
  /** What to say when it failed; without it the form that asked shows the error. The frame says what holds for every act. */
  failed?: string;
  /** Closes a dialog, goes elsewhere. */
  next?: (output: Output) => void;
};

/** An act of a person: done once, said aloud, and everything it touches read again. */
export function useAct<Input, Output>(options: Act<Input, Output>): UseMutationResult<Output, Error, Input> {
  const { act, rooms, done, failed, next } = options;
  const client = useQueryClient();
  const toasts = useToasts();
  const me = useMe();
  return useMutation({
    mutationFn: act,
    onSettled: () => Promise.all(rooms.map((room) => client.invalidateQueries({ queryKey: [room] }))),
    onSuccess: (output) => {
      if (done) toasts.done(done(output));
      next?.(output);
    },
    onError: (error) => {
      if (isSignedOut(error) || roleMissing(error, me)) return;
      if (failed) toasts.failed({ title: failed, description: problemOf(error).message });
    },
  });
}
