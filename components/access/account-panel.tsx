'use client';

import { useTranslations } from 'next-intl';
import { OwnKeysPanel } from '#components/access/own-keys-panel';
import { PasswordPanel } from '#components/access/password-panel';
import { RoleName } from '#components/access/role-name';
import { SessionsPanel } from '#components/access/sessions-panel';
import { TotpPanel } from '#components/access/totp-panel';
import { useMe } from '#components/shell/me';
import { PageHeading } from '#components/ui/page-heading';

/** What a person does with their own account. */
export function AccountPanel() {
  const t = useTranslations('account');
  const me = useMe();
  if (me === null) return null;
  return (
    <>
      <PageHeading
        title={t('title')}
        note={
          <>
            {me.name} · {me.email} · <RoleName role={me.role} />
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <PasswordPanel me={me} />
          <TotpPanel me={me} />
        </div>
        <SessionsPanel />
        <div className="min-w-0 xl:col-span-2">
          <OwnKeysPanel me={me} />
        </div>
      </div>
    </>
  );
}
