import { Inbox } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { Empty, Failed } from '#components/ui/notice';
import { Panel } from '#components/ui/panel';
import { SharesBar } from '#components/ui/shares-bar';
import { SkeletonRows } from '#components/ui/skeleton';
import { useToasts } from '#components/ui/toasts';

const nothing = () => undefined;
const fault = new Error('503 storage_unavailable');

/** The four looks that every panel has, and what is said when an act ended. */
export function PanelStates() {
  const t = useTranslations('primitives');
  const { done, failed } = useToasts();
  return (
    <>
      <h3 className="font-semibold">Panel, Empty, Failed, Skeleton, SharesBar, Toasts</h3>
      <Panel title="Panel" actions={<Button size="small">{t('press')}</Button>}>
        <SharesBar
          label="SharesBar"
          shares={[
            { key: 'ok', count: 5, tone: 'ok' },
            { key: 'bad', count: 1, tone: 'bad' },
            { key: 'rest', count: 2, tone: 'none' },
          ]}
        />
      </Panel>
      <Panel flush title="Skeleton">
        <SkeletonRows rows={3} />
      </Panel>
      <Panel flush title="Empty">
        <Empty icon={Inbox} title={t('empty')} action={<Button>{t('press')}</Button>}>
          {t('hint')}
        </Empty>
      </Panel>
      <Panel flush title="Failed">
        <Failed what={t('fault')} error={fault} onRetry={nothing} />
      </Panel>
      <div className="flex gap-2">
        <Button onClick={() => done({ title: t('sample'), description: t('hint') })}>Toast: done</Button>
        <Button onClick={() => failed({ title: t('fault'), description: fault.message })}>Toast: failed</Button>
      </div>
    </>
  );
}
