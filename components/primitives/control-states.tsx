import { CircleCheck, Pencil, Play, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge, type Tone } from '#components/ui/badge';
import { Button, type ButtonLook } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { Field, Input, TextArea } from '#components/ui/field';
import { FilterTabs } from '#components/ui/filter-tabs';
import { Menu } from '#components/ui/menu';
import { Popover } from '#components/ui/popover';
import { Select } from '#components/ui/select';
import { StoreDayBadge, WorkBadge } from '#components/ui/state-badge';
import { Switch } from '#components/ui/switch';
import { RunState } from '#lib/contract/run';
import { StoreDayState } from '#lib/contract/store-day';

const looks: readonly ButtonLook[] = ['primary', 'secondary', 'quiet', 'danger'];
const tones: readonly Tone[] = ['ok', 'warn', 'bad', 'busy', 'wait', 'calm'];
const nothing = () => undefined;

export function ControlStates() {
  const t = useTranslations('primitives');
  const [on, setOn] = useState(true);
  const [tab, setTab] = useState('a');
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: `${t('sample')} ${value.toUpperCase()}` }));
  return (
    <>
      <h3 className="font-semibold">Button, Menu</h3>
      {looks.map((look) => (
        <div key={look} className="flex flex-wrap items-center gap-2">
          <Button look={look}>{look}</Button>
          <Button look={look} size="small" icon={<Play aria-hidden />}>
            {t('press')}
          </Button>
          <Button look={look} disabled>
            disabled
          </Button>
          <Button look={look} pending>
            pending
          </Button>
          <Button look={look} size="icon" aria-label={look} icon={<Play aria-hidden />} />
        </div>
      ))}
      <div>
        <Menu
          label="Menu"
          entries={[
            { label: t('press'), icon: Pencil, onSelect: nothing },
            { label: 'danger', icon: Trash2, onSelect: nothing, danger: true },
          ]}
        />
      </div>
      <h3 className="font-semibold">Field, Select, Checkbox, Switch, FilterTabs, Popover</h3>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('sample')} hint={t('hint')}>
          <Input defaultValue={t('sample')} />
        </Field>
        <Field label={t('sample')} error={t('invalid')}>
          <Input defaultValue="?" />
        </Field>
        <Field label="disabled">
          <Input disabled defaultValue={t('sample')} />
        </Field>
        <Field label={t('sample')}>
          <TextArea defaultValue={t('sample')} />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <Select label="Select" value={tab} options={options} onChange={setTab} />
        <FilterTabs label="FilterTabs" value={tab} options={options} onChange={setTab} />
        <Checkbox checked={on} onChange={setOn}>
          {t('sample')}
        </Checkbox>
        <Switch label={t('sample')} checked={on} onChange={setOn} />
        <Switch label="disabled" checked={!on} onChange={setOn} disabled />
        <Popover label={t('press')} trigger={t('press')}>
          <p>{t('hint')}</p>
        </Popover>
      </div>
      <h3 className="font-semibold">Badge, WorkBadge, StoreDayBadge</h3>
      <div className="flex flex-wrap gap-2">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone} icon={CircleCheck}>
            {tone}
          </Badge>
        ))}
        {RunState.options.map((state) => (
          <WorkBadge key={state} state={state} />
        ))}
        {StoreDayState.options.map((state) => (
          <StoreDayBadge key={state} state={state} />
        ))}
      </div>
    </>
  );
}
