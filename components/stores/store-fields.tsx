'use client';

import { useTranslations } from 'next-intl';
import { Checkbox } from '#components/ui/checkbox';
import { Field, Input, TextArea } from '#components/ui/field';
import { Select } from '#components/ui/select';
import { detailOf } from '#lib/client/problem';
import type { StoreDraft } from '#lib/client/store-draft';
import { Encryption, type Store } from '#lib/contract/store';

type StoreFieldsProps = {
  draft: StoreDraft;
  onChange: (draft: StoreDraft) => void;
  existing: Store | null;
  error: unknown;
};

type TextName = Exclude<keyof StoreDraft, 'encryption' | 'trustCertificate' | 'active'>;

/** Ties a form's text to its fields: value, change, label and what the server said about it. */
function tied({ draft, onChange, error }: StoreFieldsProps, t: (name: `fields.${TextName | 'encryption'}`) => string) {
  return {
    text: (name: TextName) => ({
      value: draft[name],
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...draft, [name]: event.currentTarget.value }),
    }),
    frame: (name: TextName | 'encryption') => ({ label: t(`fields.${name}`), error: detailOf(error, name) }),
  };
}

export function StoreFields(props: StoreFieldsProps) {
  const t = useTranslations('stores');
  const { draft, onChange } = props;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <PlaceFields {...props} />
        <LoginFields {...props} />
      </div>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Checkbox checked={draft.active} onChange={(active) => onChange({ ...draft, active })}>
          {t('fields.active')}
        </Checkbox>
        <Checkbox
          checked={draft.trustCertificate}
          onChange={(trustCertificate) => onChange({ ...draft, trustCertificate })}
        >
          {t('fields.trustCertificate')}
        </Checkbox>
      </div>
      <QueryFields {...props} />
    </>
  );
}

function PlaceFields(props: StoreFieldsProps) {
  const t = useTranslations('stores');
  const { text, frame } = tied(props, t);
  const isNew = props.existing === null;
  return (
    <>
      <Field {...frame('id')} hint={isNew ? t('hints.id') : undefined}>
        <Input {...text('id')} required disabled={!isNew} className="font-mono" placeholder="tienda_01" />
      </Field>
      <Field {...frame('name')}>
        <Input {...text('name')} required maxLength={120} />
      </Field>
      <Field {...frame('host')} hint={isNew ? undefined : t('hints.host')}>
        <Input {...text('host')} required className="font-mono" placeholder="192.168.20.11" />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field {...frame('port')}>
          <Input {...text('port')} inputMode="numeric" pattern="\d{1,5}" className="font-mono" />
        </Field>
        <Field {...frame('instance')} hint={t('hints.instance')}>
          <Input {...text('instance')} className="font-mono" />
        </Field>
      </div>
      <Field {...frame('database')}>
        <Input {...text('database')} required className="font-mono" />
      </Field>
      <Field {...frame('firstDay')}>
        <Input {...text('firstDay')} type="date" required />
      </Field>
    </>
  );
}

function LoginFields(props: StoreFieldsProps) {
  const t = useTranslations('stores');
  const { text, frame } = tied(props, t);
  const { draft, onChange, existing } = props;
  return (
    <>
      <Field {...frame('username')}>
        <Input {...text('username')} required autoComplete="off" className="font-mono" />
      </Field>
      <Field {...frame('password')} hint={existing ? t(`passwordHints.${existing.password}`) : undefined}>
        <Input {...text('password')} type="password" autoComplete="new-password" />
      </Field>
      <Field {...frame('encryption')} hint={t(`encryptionHints.${draft.encryption}`)}>
        <Select
          value={draft.encryption}
          onChange={(encryption) => onChange({ ...draft, encryption })}
          options={Encryption.options.map((value) => ({ value, label: t(`encryptions.${value}`) }))}
        />
      </Field>
      <Field {...frame('zone')} hint={t('hints.zone')}>
        <Input {...text('zone')} placeholder="America/Caracas" />
      </Field>
    </>
  );
}

/** What few stores need stays folded. */
function QueryFields(props: StoreFieldsProps) {
  const t = useTranslations('stores');
  const { text, frame } = tied(props, t);
  return (
    <details className="rounded-md border border-line">
      <summary className="px-3 py-2 font-medium">{t('advanced')}</summary>
      <div className="flex flex-col gap-3 border-line border-t p-3">
        <div className="grid gap-3 sm:grid-cols-3">
          <Field {...frame('priority')} hint={t('hints.priority')}>
            <Input {...text('priority')} type="number" min={-100} max={100} required />
          </Field>
          <Field {...frame('retries')} hint={t('hints.retries')}>
            <Input {...text('retries')} type="number" min={0} max={20} />
          </Field>
          <Field {...frame('retryMinutes')} hint={t('hints.retries')}>
            <Input {...text('retryMinutes')} type="number" min={0} max={1440} />
          </Field>
        </div>
        <Field {...frame('query')} hint={t('hints.query')}>
          <TextArea {...text('query')} rows={5} className="font-mono" spellCheck={false} />
        </Field>
        <Field {...frame('controlQuery')} hint={t('hints.controlQuery')}>
          <TextArea {...text('controlQuery')} rows={3} className="font-mono" spellCheck={false} />
        </Field>
        <Field {...frame('stockQuery')} hint={t('hints.stockQuery')}>
          <TextArea {...text('stockQuery')} rows={4} className="font-mono" spellCheck={false} />
        </Field>
      </div>
    </details>
  );
}
