import { Card, Typography } from 'antd';
import type { PropsWithChildren } from 'react';
import { Link, type To } from 'react-router';
import { colours, measures } from '../theme/tokens.js';

/** Figures side by side, two abreast on a telephone. */
export const Figures = ({ children }: PropsWithChildren) => (
  <div
    style={{
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))',
      gap: measures.small,
    }}
  >
    {children}
  </div>
);

interface Props {
  readonly label: string;
  readonly value: string;
  readonly unit?: string;
  readonly colour: string;
  /** Where exactly what was counted is listed. */
  readonly to: To;
  /** The list below is of this figure. */
  readonly chosen?: boolean;
}

/** A number that leads to what it counts. */
export function Figure({ label, value, unit, colour, to, chosen = false }: Props) {
  return (
    <Link to={to} aria-current={chosen || undefined} style={{ display: 'block' }}>
      <Card
        size="small"
        style={{
          borderColor: chosen ? colour : colours.line,
          background: chosen ? colours.chosen : colours.surface,
          height: '100%',
        }}
      >
        <Typography.Text style={{ display: 'block', color: colours.quiet }}>{label}</Typography.Text>
        <Typography.Text strong style={{ fontSize: 24, lineHeight: '32px', color: colour }}>
          {value}
        </Typography.Text>
        {unit && <Typography.Text style={{ color: colours.quiet, marginInlineStart: 4 }}>{unit}</Typography.Text>}
      </Card>
    </Link>
  );
}
