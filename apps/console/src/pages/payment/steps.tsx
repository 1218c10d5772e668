import { Grid, Steps } from 'antd';
import type { Schemas } from '../../api/client.js';
import { moment } from '../../format/dates.js';
import { useWords } from '../../format/words.js';
import { useTexts } from '../../text/language.js';
import { texts } from './texts.js';

type Batch = Schemas['BatchDetailView'];
type BatchEvent = Schemas['BatchEventView']['event'];

/** The way of a batch, by the event that ends each step. */
const WAY = [
  ['PaymentBatchCreated', 'stepCreated'],
  ['PaymentBatchFrozen', 'stepFrozen'],
  ['PaymentBatchReleased', 'stepReleased'],
  ['BankFilesWritten', 'stepFiles'],
  ['BankSettled', 'stepSettled'],
] as const satisfies readonly (readonly [BatchEvent, keyof typeof texts])[];

/** How many of them are behind a batch in each phase. One that was called off ends where it was. */
const BEHIND = {
  freezing: 1,
  frozen: 2,
  released: 3,
  sent: 4,
  settled: 5,
  cancelling: null,
  cancelled: null,
} as const satisfies Record<Batch['phase'], number | null>;

/** Where the batch is: each step with who took it and when. */
export function BatchSteps({ batch: { phase, steps } }: { batch: Batch }) {
  const t = useTexts(texts);
  const words = useWords();
  const wide = Grid.useBreakpoint().md ?? true;
  const told = (event: BatchEvent) => {
    const found = steps.findLast((step) => step.event === event);
    return found && `${found.byName ?? t.bySystem} ${moment(found.at)}`;
  };
  const taken = WAY.filter(([event]) => steps.some((step) => step.event === event));
  const behind = BEHIND[phase] ?? taken.length;
  const ahead = BEHIND[phase] === null ? [] : WAY.slice(behind);
  const items = [
    ...WAY.slice(0, behind).map(([event, name]) => ({ title: t[name], content: told(event) })),
    ...ahead.map(([, name]) => ({ title: t[name], content: undefined })),
    ...(BEHIND[phase] === null
      ? [{ title: words('batch', phase), content: told('PaymentBatchCancelled'), status: 'error' as const }]
      : []),
  ];
  return <Steps size="small" orientation={wide ? 'horizontal' : 'vertical'} current={behind} items={items} />;
}
