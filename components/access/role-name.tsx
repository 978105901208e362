import { useTranslations } from 'next-intl';
import type { Role } from '#lib/contract/access';

/** A role in words; what it may do is in its title. */
export function RoleName({ role }: { role: Role }) {
  const t = useTranslations('access');
  return (
    <strong className="font-medium text-ink" title={t(`roleMeaning.${role}`)}>
      {t(`role.${role}`)}
    </strong>
  );
}
