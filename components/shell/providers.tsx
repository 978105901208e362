'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ToastProvider } from '#components/ui/toasts';
import { newQueryClient } from '#lib/client/query-client';
import { type ViewerZone, ViewerZoneProvider } from '#lib/client/viewer-zone';

type ProvidersProps = { zone: ViewerZone; children: ReactNode };

export function Providers({ zone, children }: ProvidersProps) {
  const [queryClient] = useState(newQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <ViewerZoneProvider value={zone}>
        <ToastProvider>{children}</ToastProvider>
      </ViewerZoneProvider>
    </QueryClientProvider>
  );
}
