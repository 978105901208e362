'use client';

import { useTranslations } from 'next-intl';
import { ShownOnce } from '#components/access/shown-once';
import { Button } from '#components/ui/button';
import { Dialog, DialogActions } from '#components/ui/dialog';
import { useTimes } from '#lib/client/use-times';
import type { MadeInvitation } from '#lib/contract/access';

/** The link that lets one person in: it is handed over by whoever made it, in a way that they trust. */
export function MadeLinkDialog({ made, onClose }: { made: MadeInvitation; onClose: () => void }) {
  const t = useTranslations('people');
  const { full } = useTimes();
  return (
    <Dialog open onClose={onClose} title={t('linkTitle', { email: made.email })} description={t('linkNote')}>
      <ShownOnce label={t('link')} text={made.link} note={t('linkGoodUntil', { at: full(made.expiresAt) })} />
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t('linkKept')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
