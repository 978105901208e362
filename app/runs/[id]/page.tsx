import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RunPanel } from '#components/runs/run-panel';
import { NotFoundNote } from '#components/shell/not-found-note';
import { Prefetched } from '#components/shell/prefetched';
import { runQuery, stepsQuery } from '#lib/client/runs';
import { Id } from '#lib/contract/page';
import { AppError } from '#lib/errors';
import { getRun } from '#lib/runs/get-run';
import { listSteps } from '#lib/runs/list-steps';
import { runtime } from '#lib/runtime/current';

/** What failed stands above the steps: with the first of them in the page, nothing moves when the rest comes. */
const firstSteps = 200;

type RunPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const t = await getTranslations('run');
  return { title: t('title', { id: (await params).id }) };
}

/**
 * Asked before anything is sent, so that the page says at once what is not there. (`notFound()` would send an empty page that
 * only scripts fill.) Another fault is the panel's to say.
 */
const hasRun = (id: string): Promise<boolean> =>
  getRun(runtime().db, id).then(
    () => true,
    (error: unknown) => !(error instanceof AppError && error.code === 'not_found'),
  );

export default async function RunPage({ params }: RunPageProps) {
  const id = Id.safeParse((await params).id);
  if (!id.success) return <NotFoundNote />;
  const { db } = runtime();
  if (!(await hasRun(id.data))) return <NotFoundNote />;
  return (
    <Prefetched
      readings={[
        { queryKey: runQuery(id.data).queryKey, read: () => getRun(db, id.data) },
        {
          queryKey: stepsQuery(id.data, false).queryKey,
          read: async () => ({ pages: [await listSteps(db, id.data, { limit: firstSteps })], pageParams: [null] }),
        },
      ]}
    >
      <RunPanel id={id.data} />
    </Prefetched>
  );
}
