import { Flex, Typography } from 'antd';
import { COVERAGE_KIND_WORDS, type CoverageKind, MISSING_KINDS } from '#domain';
import type { Schemas } from '../../api/client.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { colours, measures } from '../../theme/tokens.js';
import { texts } from './texts.js';

export type Counts = Schemas['CoverageCountsView'];

/** From arrived to missing, as the words have them. */
export const KINDS = Object.keys(COVERAGE_KIND_WORDS) as CoverageKind[];

/** How many of the entitled nothing has been done for yet. */
export const missingOf = (counts: Counts): number => MISSING_KINDS.reduce((sum, kind) => sum + counts[kind], 0);

const stripes = (colour: string, between: string, degrees: number, gap: number) =>
  `repeating-linear-gradient(${degrees}deg, ${colour} 0 ${gap}px, ${between} ${gap}px ${gap * 2}px)`;

/** Each kind has a colour and a pattern of its own: either alone tells it. */
const LOOKS = {
  paid: { background: colours.fine },
  approved: { background: stripes(colours.fine, colours.finePale, 90, 3) },
  applied: { background: stripes(colours.primary, colours.primaryPale, 45, 3) },
  'not-handed-in': { background: colours.late },
  refused: { background: stripes(colours.soon, colours.soonPale, 135, 4) },
  'to-verify': { background: stripes(colours.quiet, colours.line, 0, 2) },
} as const satisfies Record<CoverageKind, { background: string }>;

const SWATCH_PX = 14;

/** The entitled of one office as a bar, in words for whoever cannot see it. */
export function Bar({ counts, height = SWATCH_PX }: { counts: Counts; height?: number }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const parts = KINDS.filter((kind) => counts[kind] > 0);
  const label = parts.map((kind) => t.part(COVERAGE_KIND_WORDS[kind][language], counts[kind])).join(t.between);
  return (
    <div
      role="img"
      aria-label={label}
      title={label}
      style={{
        display: 'flex',
        gap: 1,
        height,
        minWidth: 120,
        borderRadius: 3,
        overflow: 'hidden',
        border: `1px solid ${colours.line}`,
        background: colours.surface,
      }}
    >
      {parts.map((kind) => (
        <div key={kind} style={{ flex: `${counts[kind]} 0 2px`, background: LOOKS[kind].background }} />
      ))}
    </div>
  );
}

export function Legend() {
  const { language } = useLanguage();
  return (
    <Flex wrap gap={measures.gap} style={{ marginBlock: measures.small }}>
      {KINDS.map((kind) => (
        <Flex key={kind} gap={6} align="center">
          <Swatch kind={kind} />
          <Typography.Text type="secondary">{COVERAGE_KIND_WORDS[kind][language]}</Typography.Text>
        </Flex>
      ))}
    </Flex>
  );
}

export const Swatch = ({ kind }: { kind: CoverageKind }) => (
  <span
    aria-hidden
    style={{
      display: 'inline-block',
      width: SWATCH_PX,
      height: SWATCH_PX,
      borderRadius: 2,
      border: `1px solid ${colours.line}`,
      background: LOOKS[kind].background,
    }}
  />
);
