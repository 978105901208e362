'use client';

import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { CircleCheck, CircleMinus, CircleX, LoaderCircle, RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { Failed } from '#components/ui/notice';
import { storesRoom, test } from '#lib/client/stores';
import { useDuration } from '#lib/client/use-duration';
import type { Store, StoreTest, TestStage } from '#lib/contract/store';
import { visibleText } from '#lib/contract/visible-text';

const stages = [
  'resolve',
  'tcp',
  'login',
  'query',
  'columns',
  'stock',
] as const satisfies readonly TestStage['stage'][];

/** Tries the way to a store, stage by stage; it runs when it opens and is stopped when it closes. */
export function TestDialog({ store, onClose }: { store: Store; onClose: () => void }) {
  const t = useTranslations('stores');
  const result = useQuery({
    queryKey: [storesRoom, 'test', store.id],
    queryFn: ({ signal }) => test(store.id, signal),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <Dialog open onClose={onClose} title={t('testTitle', { name: store.name })} description={<Verdict test={result} />}>
      {result.isError ? (
        <Failed
          what={t('testFailed')}
          error={result.error}
          onRetry={() => result.refetch()}
          retrying={result.isFetching}
        />
      ) : (
        <Stages test={result.isFetching ? null : (result.data ?? null)} />
      )}
      {result.data && !result.isFetching ? <About test={result.data} /> : null}
      <DialogActions>
        <Button icon={<RotateCw aria-hidden />} pending={result.isFetching} onClick={() => result.refetch()}>
          {t('testAgain')}
        </Button>
        <Button look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Verdict({ test }: { test: { data: StoreTest | undefined; isFetching: boolean } }) {
  const t = useTranslations('stores');
  if (test.isFetching || !test.data) return <span role="status">{t('testing')}</span>;
  return (
    <span role="status" className={test.data.ok ? 'text-ok' : 'text-bad'}>
      {t(test.data.ok ? 'testPassed' : 'testDidNotPass')}
    </span>
  );
}

function Stages({ test }: { test: StoreTest | null }) {
  return (
    <ol className="flex flex-col">
      {stages.map((stage) => (
        <Stage
          key={stage}
          name={stage}
          stage={test?.stages.find((one) => one.stage === stage) ?? null}
          running={!test}
        />
      ))}
    </ol>
  );
}

type StageProps = { name: TestStage['stage']; stage: TestStage | null; running: boolean };

function Stage({ name, stage, running }: StageProps) {
  const t = useTranslations('stores');
  const duration = useDuration();
  const ok = stage?.ok ?? null;
  const Icon = running ? LoaderCircle : ok === null ? CircleMinus : ok ? CircleCheck : CircleX;
  const tone = running || ok === null ? 'text-faint' : ok ? 'text-ok' : 'text-bad';
  return (
    <li className="flex min-h-12 gap-3 border-line border-b py-2 last:border-b-0">
      <Icon aria-hidden className={clsx('mt-0.5 size-4 shrink-0', tone, running && 'spin')} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t(`stages.${name}`)}</p>
        <p className="break-words text-soft text-xs">
          {running ? '' : stage && ok !== null ? visibleText(stage.message) : t('stageSkipped')}
        </p>
      </div>
      <span className="text-faint text-xs">{typeof stage?.ms === 'number' ? duration(stage.ms) : ''}</span>
    </li>
  );
}

function About({ test: { address, serverVersion, clockDifferenceMs } }: { test: StoreTest }) {
  const t = useTranslations('stores');
  const duration = useDuration();
  if (!address && !serverVersion && clockDifferenceMs === null) return null;
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md bg-canvas p-3 text-xs">
      {address ? <AboutLine name={t('address')} value={address} /> : null}
      {serverVersion ? <AboutLine name={t('serverVersion')} value={serverVersion} /> : null}
      {clockDifferenceMs === null ? null : (
        <AboutLine
          name={t('clock')}
          value={`${clockDifferenceMs < 0 ? '−' : '+'}${duration(Math.abs(clockDifferenceMs))}`}
        />
      )}
    </dl>
  );
}

function AboutLine({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="break-words">{value}</dd>
    </>
  );
}
