'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { DialogActions } from '#components/ui/dialog';
import { saveFile } from '#lib/client/save-file';

/** For when the app is lost, each good for one sign-in; shown this once. */
export function BackupCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useTranslations('account');
  const text = codes.join('\n');
  return (
    <>
      <ul aria-label={t('backupCodes')} className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-md bg-sunken p-4">
        {codes.map((code) => (
          <li key={code} className="text-center font-mono">
            {code}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyButton text={text} label={t('copyCodes')} />
        <Button
          size="small"
          icon={<Download aria-hidden />}
          onClick={() => saveFile('fluxion-backup-codes.txt', `${text}\n`)}
        >
          {t('saveCodes')}
        </Button>
      </div>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t('keptCodes')}
        </Button>
      </DialogActions>
    </>
  );
}
