import { Empty, Table } from 'antd';
import type { Schemas } from '../../api/client.js';
import { useWords } from '../../format/words.js';
import { useTexts } from '../../text/language.js';
import { CountLink } from './count-link.js';
import { useDueColumns } from './due-columns.js';
import { listOf } from './looking-at.js';
import { texts } from './texts.js';

type Seat = Schemas['SeatFiguresView'];

/** Work by office and role, what is late first. */
export function SeatTable({ seats }: { seats: readonly Seat[] }) {
  const t = useTexts(texts);
  const words = useWords();
  const dueColumns = useDueColumns<Seat>(
    ({ officeName }) => officeName,
    ({ office, role }) => ({ office, role }),
  );
  return (
    <Table<Seat>
      size="middle"
      rowKey={({ office, role }) => `${office} ${role}`}
      dataSource={seats as Seat[]}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Empty description={t.noSeats} /> }}
      columns={[
        { title: t.office, render: (_, { officeName, role }) => `${officeName} · ${words('role', role)}` },
        ...dueColumns,
        {
          title: t.remindersShort,
          align: 'right',
          width: 110,
          responsive: ['md'],
          render: (_, seat) => (
            <CountLink
              of={seat.reminders}
              label={`${seat.officeName} ${t.reminders} ${seat.reminders.shown}`}
              to={listOf({ show: 'reminders', office: seat.office, role: seat.role })}
            />
          ),
        },
      ]}
    />
  );
}
