'use client';

import { KeyRound, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { KeyList } from '#components/access/key-list';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import type { Me } from '#lib/contract/access';

const MakeKeyDialog = dynamic(() => import('#components/access/make-key-dialog').then((m) => m.MakeKeyDialog), {
  ssr: false,
});

/** The keys by which a person's own programs call. */
export function OwnKeysPanel({ me }: { me: Me }) {
  const t = useTranslations('keys');
  const [making, setMaking] = useState(false);
  return (
    <Panel
      flush
      title={t('own')}
      note={t('ownNote')}
      actions={
        <Button size="small" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
          {t('make')}
        </Button>
      }
    >
      <KeyList keep={({ owner }) => owner?.id === me.id} icon={KeyRound} none={t('none')} noneNext={t('noneNext')} />
      {making ? <MakeKeyDialog onClose={() => setMaking(false)} /> : null}
    </Panel>
  );
}
