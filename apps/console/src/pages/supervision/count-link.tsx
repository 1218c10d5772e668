import { Link } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { colours } from '../../theme/tokens.js';

interface Props {
  readonly of: Schemas['CappedView'];
  /** What the number counts, for whoever only hears it. */
  readonly label: string;
  readonly to: string;
  readonly colour?: string;
}

/** A number in a table that leads to what it counts; a nought leads nowhere. */
export function CountLink({ of: { count, shown }, label, to, colour = colours.primary }: Props) {
  if (count === 0) return <span style={{ color: colours.quiet }}>0</span>;
  return (
    <Link to={to} aria-label={label} style={{ color: colour, fontWeight: 600 }}>
      {shown}
    </Link>
  );
}
