'use client';

import { Ban, FastForward, Pause, Play, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRunActs } from '#components/runs/use-run-acts';
import { Button } from '#components/ui/button';
import type { Run } from '#lib/contract/run';

/** What a person can do with this run now: pause, resume or stop it while it goes, retry what failed once it ended. */
export function RunActs({ run }: { run: Run }) {
  const t = useTranslations('run');
  const { retry, tryNow, pause, resume, cancel } = useRunActs(run);
  const { failed, cancelled, waiting } = run.steps;
  return (
    <>
      {tryNow.possible ? (
        <Button look="primary" icon={<FastForward aria-hidden />} pending={tryNow.pending} onClick={tryNow.act}>
          {t('tryNow', { count: waiting })}
        </Button>
      ) : null}
      {pause.possible ? (
        <Button icon={<Pause aria-hidden />} pending={pause.pending} onClick={pause.act}>
          {t('pause')}
        </Button>
      ) : null}
      {resume.possible ? (
        <Button look="primary" icon={<Play aria-hidden />} pending={resume.pending} onClick={resume.act}>
          {t('resume')}
        </Button>
      ) : null}
      {cancel.possible ? (
        <Button
          look="danger"
          icon={<Ban aria-hidden />}
          pending={cancel.pending}
          disabled={run.cancelRequestedAt !== null}
          onClick={cancel.act}
        >
          {t('cancel')}
        </Button>
      ) : null}
      {retry.possible ? (
        <Button look="primary" icon={<RotateCw aria-hidden />} pending={retry.pending} onClick={retry.act}>
          {t('retry', { failed, cancelled, both: failed > 0 && cancelled > 0 ? 'yes' : 'no' })}
        </Button>
      ) : null}
    </>
  );
}
