import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Prefetched } from '#components/shell/prefetched';
import { StoresPanel } from '#components/stores/stores-panel';
import { storesQuery } from '#lib/client/stores';
import { runtime } from '#lib/runtime/current';
import { listStores } from '#lib/stores/list-stores';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('stores');
  return { title: t('title') };
}

export default function StoresPage() {
  const program = runtime();
  const read = async () => ({ items: await listStores(program), next: null });
  return (
    <Prefetched readings={[{ queryKey: storesQuery.queryKey, read }]}>
      <StoresPanel />
    </Prefetched>
  );
}
