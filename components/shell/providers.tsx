'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { MeProvider } from '#components/shell/me';
import { useRefusals } from '#components/shell/use-refusals';
import { ToastProvider } from '#components/ui/toasts';
import { newQueryClient } from '#lib/client/query-client';
import { type ViewerZone, ViewerZoneProvider } from '#lib/client/viewer-zone';
import type { Me } from '#lib/contract/access';

type ProvidersProps = { me: Me | null; zone: ViewerZone; children: ReactNode };

export function Providers({ me, zone, children }: ProvidersProps) {
  const [queryClient] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <MeProvider value={me}>
        <ViewerZoneProvider value={zone}>
          <ToastProvider>
            <Refusals />
            {children}
          </ToastProvider>
        </ViewerZoneProvider>
      </MeProvider>
    </QueryClientProvider>
  );
}

function Refusals() {
  useRefusals();
  return null;
}
