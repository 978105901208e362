import { QueryClient } from '@tanstack/react-query';
import { problemOf, type SeenProblem } from '#lib/client/problem';
import { problemCodes } from '#lib/contract/problem';

const retriesOfARead = 2;

/** Live data: stale at once, kept while it is read again; a tab that is hidden asks for nothing. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1000,
        // The server may be this machine: being offline says nothing about reaching it.
        networkMode: 'always',
        refetchIntervalInBackground: false,
        retry: (count, error) => count < retriesOfARead && mayPass(problemOf(error).code),
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

function mayPass(code: SeenProblem['code']): boolean {
  return code === 'unreachable' || problemCodes[code].retry;
}
