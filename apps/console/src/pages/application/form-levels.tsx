import { day } from '../../format/dates.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

export interface Level {
  readonly title: string;
  readonly office: string;
  readonly opinion?: string | null;
  readonly name?: string;
  readonly at?: number | null;
}

/** What the levels share, and what one takes for its seal and its signatures, in millimetres. */
const SHARED = 165;
const SEAL_AND_SIGNATURE = 34;
const LINE = 4.8;

/** One box for each level. An opinion too long for its box is printed as far as it goes: it stands in full in the trail. */
export function FormLevels({ levels }: { levels: readonly Level[] }) {
  const t = useTexts(texts);
  const lines = Math.max(1, Math.floor((SHARED / levels.length - SEAL_AND_SIGNATURE) / LINE));
  return (
    <div className="levels">
      {levels.map(({ title, office, opinion, name, at }) => (
        <div key={title} className="level">
          <div className="level-title">{title}</div>
          <div className="level-said">
            <p className="opinion" style={{ WebkitLineClamp: lines }}>
              {opinion}
            </p>
            <p className="seal">{t.seal}</p>
            <p className="signature">
              <span>{office}</span>
              <span>
                {t.signature} {name ?? t.blank}
              </span>
              <span>
                {t.date} {at ? day(at) : t.blank}
              </span>
            </p>
          </div>
        </div>
      ))}
    </div>
  );
}
