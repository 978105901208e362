'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus, UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ForAdministrators } from '#components/access/for-administrators';
import { InvitationsPanel } from '#components/access/invitations-panel';
import { KeyList } from '#components/access/key-list';
import { PeopleListPanel } from '#components/access/people-list-panel';
import { Button } from '#components/ui/button';
import { FilterTabs } from '#components/ui/filter-tabs';
import { PageHeading } from '#components/ui/page-heading';
import { Panel } from '#components/ui/panel';
import { peopleQuery } from '#lib/client/people';
import { setSearch } from '#lib/client/url';

const InviteDialog = dynamic(() => import('#components/access/invite-dialog').then((m) => m.InviteDialog), {
  ssr: false,
});
const MakeKeyDialog = dynamic(() => import('#components/access/make-key-dialog').then((m) => m.MakeKeyDialog), {
  ssr: false,
});

/** Who may come in: people, the links that are open, and the keys of programs. */
export function PeoplePanel() {
  return (
    <ForAdministrators>
      <PeopleTabs />
    </ForAdministrators>
  );
}

function PeopleTabs() {
  const t = useTranslations('people');
  const tab = useSearchParams().get('tab') === 'keys' ? 'keys' : 'people';
  // What stands below comes after what is above it, so that it does not move.
  const { isPending } = useQuery(peopleQuery);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <PageHeading
        title={t('title')}
        note={t('note')}
        actions={
          <>
            <FilterTabs
              label={t('tabs')}
              value={tab}
              options={[
                { value: 'people', label: t('people') },
                { value: 'keys', label: t('keys') },
              ]}
              onChange={(next) => setSearch({ tab: next === 'people' ? null : next })}
            />
            <Button look="primary" icon={<UserPlus aria-hidden />} onClick={() => setInviting(true)}>
              {t('invite')}
            </Button>
          </>
        }
      />
      {tab === 'keys' ? (
        <AllKeysPanel />
      ) : (
        <div className="flex flex-col gap-4">
          <PeopleListPanel />
          {isPending ? null : <InvitationsPanel />}
        </div>
      )}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </>
  );
}

function AllKeysPanel() {
  const t = useTranslations('keys');
  const [making, setMaking] = useState(false);
  return (
    <Panel
      flush
      title={t('list')}
      note={t('allNote')}
      actions={
        <Button size="small" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
          {t('makeForService')}
        </Button>
      }
    >
      <KeyList withOwner keep={every} icon={KeyRound} none={t('noneAtAll')} noneNext={t('noneAtAllNext')} />
      {making ? <MakeKeyDialog service onClose={() => setMaking(false)} /> : null}
    </Panel>
  );
}

const every = () => true;
