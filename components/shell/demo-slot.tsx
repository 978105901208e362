'use client';

import dynamic from 'next/dynamic';
import { useMay } from '#components/shell/me';

/** Keeps the bar's place, so that nothing moves when it comes. */
const slot = 'min-h-20 border-line border-b bg-sunken sm:min-h-11';

const DemoBar = dynamic(() => import('#components/shell/demo-bar').then((m) => m.DemoBar), { ssr: false });

export function DemoSlot() {
  if (!useMay('operator')) return null;
  return (
    <div className={slot}>
      <DemoBar />
    </div>
  );
}
