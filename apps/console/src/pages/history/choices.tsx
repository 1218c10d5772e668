import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { read, type Schemas } from '../../api/client.js';
import { useWords } from '../../format/words.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

interface Props {
  readonly value?: string;
  readonly onChange: (to?: string) => void;
}

/** A member of staff, found by a part of the name; also one who has left. */
export function PersonSelect({ value, onChange }: Props) {
  const t = useTexts(texts);
  const words = useWords();
  const [name, setName] = useState('');
  const staff = useQuery({
    ...read('/api/v1/audit/staff', { query: { name } }),
    placeholderData: keepPreviousData,
  });
  const seat = ({ officeName, role, ended }: Schemas['PostFoundView']) =>
    ended ? t.formerSeat(officeName, words('role', role)) : t.seatOf(officeName, words('role', role));
  const label = ({ name: own, posts }: Schemas['StaffFoundView']) => `${own}　${posts.map(seat).join('、')}`;
  return (
    <Select
      aria-label={t.person}
      allowClear
      showSearch={{ filterOption: false, onSearch: setName }}
      placeholder={t.anyPerson}
      style={{ width: 300, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      value={value}
      options={staff.data?.map((each) => ({ value: each.id, label: label(each) }))}
      onChange={(to: string | undefined) => onChange(to)}
    />
  );
}

/** An office of the subtree, found by a part of its name. */
export function OfficeSelect({ value, onChange }: Props) {
  const t = useTexts(texts);
  const [name, setName] = useState('');
  const offices = useQuery({
    ...read('/api/v1/audit/offices', { query: { name } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Select
      aria-label={t.office}
      allowClear
      showSearch={{ filterOption: false, onSearch: setName }}
      placeholder={t.anyOffice}
      style={{ width: 220, maxWidth: '100%' }}
      popupMatchSelectWidth={false}
      value={value}
      options={offices.data?.map(({ code, name: own }) => ({ value: code, label: own }))}
      onChange={(to: string | undefined) => onChange(to)}
    />
  );
}
