'use client';

import { useTranslations } from 'next-intl';
import { Field } from '#components/ui/field';
import { Select } from '#components/ui/select';
import { includesRole, type Role, roles } from '#lib/contract/access';

type RoleFieldProps = {
  role: Role;
  /** The highest that may be given. */
  upTo?: Role;
  onChange: (role: Role) => void;
};

/** A role to choose, and what it may do. */
export function RoleField({ role, upTo = 'admin', onChange }: RoleFieldProps) {
  const t = useTranslations('access');
  return (
    <Field label={t('roleLabel')} hint={t(`roleMeaning.${role}`)}>
      <Select
        value={role}
        onChange={onChange}
        options={roles
          .filter((each) => includesRole(upTo, each))
          .map((value) => ({ value, label: t(`role.${value}`) }))}
      />
    </Field>
  );
}
