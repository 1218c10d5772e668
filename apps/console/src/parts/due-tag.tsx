import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  PauseCircleOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Tag, Tooltip } from 'antd';
import { read } from '../api/client.js';
import { moment } from '../format/dates.js';
import { due, type Urgency } from '../format/due.js';
import { useLanguage } from '../text/language.js';
import { colours } from '../theme/tokens.js';

const LOOKS = {
  late: { icon: <ExclamationCircleOutlined />, color: colours.late, background: colours.lateSurface },
  soon: { icon: <ClockCircleOutlined />, color: colours.soon, background: colours.soonSurface },
  fine: { icon: <CheckCircleOutlined />, color: colours.fine, background: colours.fineSurface },
  stopped: { icon: <PauseCircleOutlined />, color: colours.quiet, background: colours.page },
} as const satisfies Record<Urgency, unknown>;

/** Time left in words, colour and a sign of its own; the exact moment on hovering. */
export function DueTag({ at, stopped = false }: { at: number | null; stopped?: boolean }) {
  const { language } = useLanguage();
  const calendar = useQuery({ ...read('/api/v1/calendar'), staleTime: 3_600_000, meta: { live: false } });
  if (at === null || !calendar.data) return null;
  const { urgency, words } = due(calendar.data, at, Date.now(), stopped, language);
  const { icon, color, background } = LOOKS[urgency];
  return (
    <Tooltip title={moment(at)}>
      <Tag icon={icon} variant="filled" style={{ color, background, marginInlineEnd: 0 }}>
        {words}
      </Tag>
    </Tooltip>
  );
}
