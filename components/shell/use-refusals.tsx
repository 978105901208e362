'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useMe } from '#components/shell/me';
import { useToasts } from '#components/ui/toasts';
import { goTo } from '#lib/client/go-to';
import { isSignedOut, roleMissing } from '#lib/client/refusal';
import { signInPath } from '#lib/client/sign-in-path';

/** Any call may find that nobody is signed in any more, and an act that it takes another role: says so, once, for all of them. */
export function useRefusals(): void {
  const client = useQueryClient();
  const me = useMe();
  const t = useTranslations('access');
  const { failed } = useToasts();
  useEffect(() => {
    const leaveIfSignedOut = (error: unknown) => {
      if (isSignedOut(error)) goTo(signInPath(window.location.pathname + window.location.search));
    };
    const stopReads = client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') leaveIfSignedOut(event.action.error);
    });
    const stopActs = client.getMutationCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'error') return;
      const { error } = event.action;
      leaveIfSignedOut(error);
      const role = roleMissing(error, me);
      if (role) failed({ title: t('forbidden.title'), description: t('forbidden.takes', { role: t(`role.${role}`) }) });
    });
    return () => {
      stopReads();
      stopActs();
    };
  }, [client, me, t, failed]);
}
