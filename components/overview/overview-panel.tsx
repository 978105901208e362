'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Answer, AnswerSkeleton } from '#components/overview/answer';
import { AutomaticPanel } from '#components/overview/automatic-panel';
import { GapsPanel } from '#components/overview/gaps-panel';
import { LoadDialog } from '#components/overview/load-dialog';
import { overviewQuery } from '#lib/client/sales';

/** Is yesterday complete, what is being done about it, and what can a person do now. */
export function OverviewPanel() {
  const overview = useQuery(overviewQuery);
  const search = useSearchParams();
  const [loading, setLoading] = useState(false);
  return (
    <div className="flex flex-col gap-4 sm:gap-5">
      <div className="grid gap-4 sm:gap-5 xl:grid-cols-[minmax(0,1fr)_25rem]">
        {overview.data ? <Answer overview={overview.data} /> : <AnswerSkeleton failed={overview.isError} />}
        <AutomaticPanel onLoadPeriod={() => setLoading(true)} />
      </div>
      <GapsPanel overview={overview} onlyProblems={search.get('show') === 'problems'} />
      {overview.data ? (
        <LoadDialog
          open={loading}
          onClose={() => setLoading(false)}
          stores={overview.data.stores}
          day={overview.data.day}
        />
      ) : null}
    </div>
  );
}
