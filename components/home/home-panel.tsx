'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Answer, AnswerSkeleton } from '#components/answer/answer';
import { AutomaticPanel } from '#components/automatic/automatic-panel';
import { ConnectivityPanel } from '#components/connectivity/connectivity-panel';
import { HomeTabs } from '#components/home/home-tabs';
import { SalesTab } from '#components/home/sales-tab';
import { RecoveryStrip } from '#components/recovery/recovery-strip';
import { inspected } from '#lib/client/inspector';
import type { RecoverySelection } from '#lib/client/recovery';
import { overviewQuery } from '#lib/client/sales';
import { setSearch } from '#lib/client/url';

/** Asked for by the address alone, so loaded with it. */
const Inspector = dynamic(() => import('#components/inspector/inspector').then((m) => m.Inspector), { ssr: false });
const RecoveryDialog = dynamic(() => import('#components/recovery/recovery-dialog').then((m) => m.RecoveryDialog), {
  ssr: false,
});
const RecoveryProgressDialog = dynamic(
  () => import('#components/recovery/recovery-dialog').then((m) => m.RecoveryProgressDialog),
  { ssr: false },
);

/** The control center: is yesterday complete, what is being done about it, and what can a person do now. */
export function HomePanel() {
  const overview = useQuery(overviewQuery);
  const search = useSearchParams();
  const isInspecting = inspected(search) !== null;
  const [chosen, setSelection] = useState<RecoverySelection | null>(null);
  // A link to the plan of everything: the command palette has one.
  const selection = chosen ?? (search.get('recover') === 'all' ? 'all' : null);
  const closePlan = () => {
    setSelection(null);
    setSearch({ recover: null });
  };
  const [followed, setFollowed] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <RecoveryStrip onOpen={setFollowed} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_26rem] xl:has-[[data-editing]]:items-start xl:has-[details[open]]:items-start">
        {overview.data ? (
          <Answer overview={overview.data} onRecoverAll={() => setSelection('all')} />
        ) : (
          <AnswerSkeleton failed={overview.isError} />
        )}
        <AutomaticPanel />
      </div>
      <ConnectivityPanel />
      <HomeTabs sales={<SalesTab overview={overview} onRecover={setSelection} />} />
      {isInspecting ? <Inspector onRecover={setSelection} /> : null}
      {selection === null ? null : <RecoveryDialog selection={selection} onClose={closePlan} />}
      {followed === null ? null : <RecoveryProgressDialog runId={followed} onClose={() => setFollowed(null)} />}
    </div>
  );
}
