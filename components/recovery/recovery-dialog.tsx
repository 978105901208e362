'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { RecoveryPlanForm } from '#components/recovery/recovery-plan-form';
import { RecoveryProgressView } from '#components/recovery/recovery-progress-view';
import { Dialog } from '#components/ui/dialog';
import type { RecoverySelection } from '#lib/client/recovery';

type RecoveryDialogProps = { selection: RecoverySelection | null; onClose: () => void };

/** What would be recovered, asked once, then how it goes. It may be closed at any time: the recovery goes on. */
export function RecoveryDialog({ selection, onClose }: RecoveryDialogProps) {
  if (selection === null) return null;
  return <OpenDialog selection={selection} onClose={onClose} />;
}

function OpenDialog({ selection, onClose }: { selection: RecoverySelection; onClose: () => void }) {
  const t = useTranslations('recovery');
  const [runId, setRunId] = useState<string | null>(null);
  if (runId !== null) return <RecoveryProgressDialog runId={runId} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} wide title={t('title')} description={t('description')}>
      <RecoveryPlanForm selection={selection} onStarted={setRunId} onClose={onClose} />
    </Dialog>
  );
}

/** A recovery that is under way or has ended, by its run. */
export function RecoveryProgressDialog({ runId, onClose }: { runId: string; onClose: () => void }) {
  const t = useTranslations('recovery');
  return (
    <Dialog open onClose={onClose} wide title={t('progressTitle', { id: runId })} description={t('goesOn')}>
      <RecoveryProgressView runId={runId} />
    </Dialog>
  );
}
