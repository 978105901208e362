'use client';

import { Play } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { useAct } from '#components/ui/use-act';
import { runJob, runsRoom } from '#lib/client/runs';
import type { Definition } from '#lib/contract/definition';

/** Says what a job does before it is run. */
export function RunJobDialog({ job, onClose }: { job: Definition; onClose: () => void }) {
  const t = useTranslations();
  const run = useAct({
    act: () => runJob(job.name),
    rooms: [runsRoom],
    done: ({ run_id: id }) => ({
      title: t('runs.started', { id }),
      href: `/runs/${id}`,
      linkText: t('runs.follow'),
    }),
    next: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('palette.runTitle', { job: job.name })}
      description={job.summary[useLocale() === 'en' ? 'en' : 'es']}
    >
      <p className="text-soft">{t('palette.runNote')}</p>
      {run.isError ? <ProblemNote error={run.error} /> : null}
      <DialogActions>
        <Button onClick={onClose}>{t('palette.cancel')}</Button>
        <Button
          look="primary"
          pending={run.isPending}
          icon={<Play aria-hidden />}
          onClick={() => run.mutate(undefined)}
        >
          {t('palette.runNow')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
