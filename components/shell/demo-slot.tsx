'use client';

import dynamic from 'next/dynamic';

/** Keeps the bar's place, so that nothing moves when it comes. */
const slot = 'min-h-20 border-line border-b bg-sunken sm:min-h-11';

const DemoBar = dynamic(() => import('#components/shell/demo-bar').then((m) => m.DemoBar), { ssr: false });

export function DemoSlot() {
  return (
    <div className={slot}>
      <DemoBar />
    </div>
  );
}
