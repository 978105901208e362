'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CommentBox } from '#components/inspector/comment-box';
import { Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { commentOnRun, runCommentsQuery, runsRoom } from '#lib/client/runs';

const rooms = [runsRoom];

/** What people said about this run. */
export function RunComments({ runId }: { runId: string }) {
  const t = useTranslations('run');
  const comments = useQuery(runCommentsQuery(runId));
  return (
    <Panel title={t('comments')}>
      {comments.data ? (
        <CommentBox comments={comments.data.items} rooms={rooms} write={(text) => commentOnRun(runId, text)} />
      ) : comments.isError ? (
        <Failed
          what={t('commentsFailed')}
          error={comments.error}
          onRetry={() => comments.refetch()}
          retrying={comments.isFetching}
        />
      ) : (
        <Skeleton className="h-24" />
      )}
    </Panel>
  );
}
