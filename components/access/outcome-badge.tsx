import { CircleCheck, CircleX, type LucideIcon, OctagonMinus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge';
import type { AuditOutcome } from '#lib/contract/audit';

const looks: Record<AuditOutcome, { tone: Tone; icon: LucideIcon }> = {
  done: { tone: 'ok', icon: CircleCheck },
  refused: { tone: 'warn', icon: OctagonMinus },
  failed: { tone: 'bad', icon: CircleX },
};

export function OutcomeBadge({ outcome }: { outcome: AuditOutcome }) {
  const t = useTranslations('audit');
  return <Badge {...looks[outcome]}>{t(`outcomes.${outcome}`)}</Badge>;
}
