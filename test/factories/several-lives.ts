import {
  findHistory,
  freeBatch,
  freezeBatch,
  newId,
  receiveObjection,
  settleBank,
  statementOf,
  takeReturnFile,
  writeBankFiles,
} from '#persistence';
import { type Clock, setAccount, toNotice, toPayment } from './payment.js';
import { COUNTY, KINDERGARTEN, PERIOD, SCHOOL, type SmallCounty, type StaffName, TOWNSHIP } from './small-county.js';

const DAY = 86_400_000;
const BANK = '农业银行';
const LIVING_FEN = 50_000;

/** Applications by what has become of them, and the batch that paid the first. */
export interface Lives {
  readonly paid: string;
  /** Paid after the bank had sent it back once. */
  readonly paidLater: string;
  /** Frozen into a batch that was called off: awaiting payment again. */
  readonly freed: string;
  /** An objection to it was dismissed: still on notice. */
  readonly objected: string;
  readonly returned: string;
  /** Rejected, appealed, approved by another reviewer. */
  readonly appealed: string;
  /** In township review, reminded of, nobody attends. */
  readonly late: string;
  readonly batch: string;
}

/** A small county's semester in short: most of what can become of an application has become of one of them. */
export async function severalLives(county: SmallCounty, clock: Clock): Promise<Lives> {
  await county.persistence.db.query(
    'f-budget',
    'INSERT INTO budget_lines (programme_code, period, county, appropriated_fen) VALUES ($1, $2, $3, $4)',
    ['compulsory-living', PERIOD, COUNTY, LIVING_FEN * 40],
  );
  const money = await paidInTwoBatches(county, clock);
  const freed = await calledOff(county, clock);
  const [objected, recalled] = (await county.draft(2)) as [string, string];
  await toNotice(county, [objected, recalled]);
  await dismissedObjection(county, clock, objected);
  await tell(county, 'approver', recalled, { type: 'RecallApplication' });
  const [returned, appealed, late, withdrawn] = (await county.draft(4)) as [string, string, string, string];
  await county.handIn([returned, appealed, late, withdrawn], SCHOOL, undefined, 91);
  await returnedWithOpinion(county, returned);
  await rejectedAndAppealed(county, appealed);
  await tell(county, 'clerk', withdrawn, { type: 'WithdrawApplication' });
  await nobodyAttends(county, clock, late);
  const [discarded] = await county.draft(2, KINDERGARTEN);
  await tell(county, 'kindergartenClerk', discarded!, { type: 'DiscardApplication' });
  return { ...money, freed, objected, returned, appealed, late };
}

const tell = (county: SmallCounty, by: StaffName, id: string, command: object) =>
  county.must(county.give(by, { kind: 'application', id, command: command as never }));

/** Two go into one batch; the bank sends one back, it is paid by the next. */
async function paidInTwoBatches(county: SmallCounty, clock: Clock) {
  const ids = await county.draft(2);
  for (const [i, id] of ids.entries()) await setAccount(county, id, `622848000000050${i}`, BANK);
  await toPayment(county, clock, ids);
  const batch = await sentBatch(county);
  await bankAnswers(county, batch, '1,500.00,成功,\n2,500.00,失败,户名不符\n');
  const { state } = (await findHistory(county.persistence.db, 'application', ids[0]!))!;
  const [paid, paidLater] = (state.phase === 'paid' ? ids : [...ids].reverse()) as [string, string];
  await tell(county, 'finance', paidLater, { type: 'ReissuePayment' });
  await bankAnswers(county, await sentBatch(county), '1,500.00,成功,\n');
  return { paid, paidLater, batch };
}

async function frozenBatch(county: SmallCounty): Promise<string> {
  const id = newId();
  const { code, version } = county.programme();
  const command = { type: 'CreatePaymentBatch' as const, programme: { code, version }, period: PERIOD, office: COUNTY };
  await county.must(county.give('finance', { kind: 'payment-batch', id, command }));
  await freezeBatch(county.persistence, id);
  return id;
}

async function sentBatch(county: SmallCounty): Promise<string> {
  const id = await frozenBatch(county);
  const { totalFen } = (await findHistory(county.persistence.db, 'payment-batch', id))!.state;
  const command = { type: 'ReleasePaymentBatch' as const, totalFen };
  await county.must(county.give('finance2', { kind: 'payment-batch', id, command }));
  await writeBankFiles(county.persistence, id);
  return id;
}

async function bankAnswers({ persistence, staff }: SmallCounty, id: string, csv: string): Promise<void> {
  const { actor, postId: post } = staff.finance;
  const taken = await takeReturnFile(persistence, id, Buffer.from(`序号,金额,结果,原因\n${csv}`), { actor, post });
  if (!taken.ok) throw new Error(JSON.stringify(taken));
  await settleBank(persistence, id, BANK);
}

async function calledOff(county: SmallCounty, clock: Clock): Promise<string> {
  const [application] = await county.draft();
  await toPayment(county, clock, [application!]);
  const id = await frozenBatch(county);
  const command = { type: 'CancelPaymentBatch' as const, because: 'finance' as const };
  await county.must(county.give('finance', { kind: 'payment-batch', id, command }));
  await freeBatch(county.persistence, id);
  return application!;
}

async function dismissedObjection(county: SmallCounty, clock: Clock, application: string): Promise<void> {
  const { persistence } = county;
  const said = { text: '他家有小轿车。', contact: '19900000001' };
  const { id } = (await receiveObjection(persistence, SCHOOL, clock.now, said)) as { id: string };
  const { statement } = (await statementOf(persistence, TOWNSHIP, id))!;
  await tell(county, 'reviewer', application, { type: 'ConfirmObjection', objection: id, statement });
  await tell(county, 'reviewer', application, { type: 'ResolveObjection', objection: id, upheld: false });
}

async function returnedWithOpinion(county: SmallCounty, id: string): Promise<void> {
  const { actor, postId: post } = county.staff.reviewer;
  const opinion = county.persistence.texts.commit(id, '年级与学籍不符，请核对。')!;
  const command = {
    type: 'ReturnApplication' as const,
    revision: await county.revision(id),
    items: [county.programme().correctableItems[0]!.code],
    opinion: opinion.ref,
  };
  const commands = [{ kind: 'application' as const, id, command }];
  await county.must(county.persistence.door.execute({ actor, post, texts: [opinion.row], commands }));
}

async function rejectedAndAppealed(county: SmallCounty, id: string): Promise<void> {
  const reason = county.programme().rejectReasons[0]!.code;
  await tell(county, 'reviewer', id, { type: 'RejectApplication', revision: await county.revision(id), reason });
  await tell(county, 'head', id, { type: 'AppealApplication' });
  await county.must(county.approve('reviewer2', id));
}

async function nobodyAttends(county: SmallCounty, clock: Clock, id: string): Promise<void> {
  clock.now += 10 * DAY;
  const [row] = await county.persistence.db.query<{ next_moment: string }>(
    'f-next-moment',
    'SELECT next_moment FROM applications WHERE id = $1',
    [id],
  );
  const command = { type: 'ReachMoment' as const, moment: row!.next_moment };
  await county.must(county.system({ kind: 'application', id, command }));
}
