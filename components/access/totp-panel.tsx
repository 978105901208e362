'use client';

import { ShieldCheck, ShieldOff } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '#components/ui/badge';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import type { Me } from '#lib/contract/access';

const SetUpTotpDialog = dynamic(() => import('#components/access/set-up-totp-dialog').then((m) => m.SetUpTotpDialog), {
  ssr: false,
});
const RemoveTotpDialog = dynamic(
  () => import('#components/access/remove-totp-dialog').then((m) => m.RemoveTotpDialog),
  { ssr: false },
);

/** The second factor: whether signing in asks for a code of an app. */
export function TotpPanel({ me }: { me: Me }) {
  const t = useTranslations('account');
  const { refresh } = useRouter();
  const [opened, setOpened] = useState<'setUp' | 'remove' | null>(null);
  const close = () => setOpened(null);
  const look = me.hasTotp
    ? ({ tone: 'ok', icon: ShieldCheck, state: 'totpOn', note: 'totpOnNote', act: 'remove' } as const)
    : ({ tone: 'calm', icon: ShieldOff, state: 'totpOff', note: 'totpOffNote', act: 'setUp' } as const);
  return (
    <Panel
      title={t('totp')}
      actions={
        <Badge tone={look.tone} icon={look.icon}>
          {t(look.state)}
        </Badge>
      }
    >
      <p className="text-soft">{t(look.note)}</p>
      <Button className="mt-4" look={me.hasTotp ? 'danger' : 'secondary'} onClick={() => setOpened(look.act)}>
        {t(`totpActs.${look.act}`)}
      </Button>
      {opened === 'setUp' ? <SetUpTotpDialog onDone={refresh} onClose={close} /> : null}
      {opened === 'remove' ? <RemoveTotpDialog email={me.email} onDone={refresh} onClose={close} /> : null}
    </Panel>
  );
}
