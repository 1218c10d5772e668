import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { freezeBatch, newId } from '#persistence';
import { type Clock, toPayment } from '../factories/payment.js';
import { COUNTY, PERIOD, SCHOOL } from '../factories/small-county.js';
import { ConsoleUnderTest, expectFits, screenshot, seriousFaults, TELEPHONE } from './browser.js';
import { printed } from './pdf.js';

const CHILDREN = 60;
const clock: Clock = { now: Date.parse('2026-09-18T02:00:00Z') };
let office: ConsoleUnderTest;
let submission: string;
let batch: string;
let approved: string;

beforeAll(async () => {
  office = await ConsoleUnderTest.start(CHILDREN, { clock: () => clock.now });
  const { county } = office;
  const ids = await county.draft(CHILDREN - 1);
  await severalClasses();
  await toPayment(county, clock, ids);
  [approved] = ids as [string];
  submission = (
    await rows<{ submission_id: string }>('SELECT submission_id FROM applications WHERE id = $1', approved)
  )[0]!.submission_id;
  batch = newId();
  const { code, version } = county.programme();
  const command = { type: 'CreatePaymentBatch' as const, programme: { code, version }, period: PERIOD, office: COUNTY };
  await county.must(county.give('finance', { kind: 'payment-batch', id: batch, command }));
  await freezeBatch(county.persistence, batch);
}, 120_000);
afterAll(() => office.stop());
afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

const rows = <Row>(query: string, ...values: unknown[]) =>
  office.api.persistence.db.query<Row & Record<string, unknown>>(`t-${query.length}`, query, values) as Promise<Row[]>;

/** Three classes, and names as long and as rare as they come. */
async function severalClasses(): Promise<void> {
  await rows(
    `UPDATE roll_entries r SET class_name = (2 + n % 2) || '班', grade = CASE WHEN n < 20 THEN '一年级' ELSE '四年级' END
     FROM (SELECT person_id, row_number() OVER (ORDER BY roll_number) AS n FROM roll_entries WHERE school = $1) x
     WHERE r.person_id = x.person_id AND r.school = $1`,
    SCHOOL,
  );
  await rows(
    `UPDATE persons SET name = CASE WHEN n = 3 THEN '阿卜杜热西提·麦麦提图尔荪' WHEN n = 4 THEN '𠮷䶮' ELSE name END
     FROM (SELECT person_id, row_number() OVER (ORDER BY roll_number) AS n FROM roll_entries WHERE school = $1) x WHERE id = x.person_id`,
    SCHOOL,
  );
}

describe('on paper', () => {
  it('the approval form is one A4 page, however much was said', async () => {
    const { county } = office;
    const [id] = await county.draft();
    await county.handIn([id!], SCHOOL, undefined, 77);
    const { actor, postId: post } = county.staff.reviewer;
    const opinion = county.persistence.texts.commit(
      id!,
      '经入户核实，该生家庭情况属实，符合资助条件，同意上报。'.repeat(75),
    )!;
    await county.must(
      county.persistence.door.execute({
        actor,
        post,
        texts: [opinion.row],
        commands: [
          {
            kind: 'application',
            id: id!,
            command: { type: 'ApproveApplication', revision: await county.revision(id!), opinion: opinion.ref },
          },
        ],
      }),
    );
    const page = await office.signIn('approver');
    for (const [which, application] of [
      ['long', id],
      ['approved', approved],
    ] as const) {
      await page.goto(`/applications/${application}`);
      await page.getByText('记录完整，未被改动').waitFor();
      expect(await printed(page, `print-approval-form-${which}`)).toEqual({ pages: 1 });
      await page.emulateMedia({ media: 'print' });
      const text = await page.locator('.approval-form').textContent();
      for (const said of ['学生资助审批表', '人民币（大写）：伍佰元整', '罗建国', '周文', '（盖章）', '2026-09-'])
        expect(text).toContain(said);
      expect(await page.getByRole('navigation').isVisible()).toBe(false);
      await page.emulateMedia({ media: null });
    }
    await page.context().close();
  });

  it('the roster goes by class, sheet by sheet, each with its head and its total', async () => {
    const page = await office.signIn('clerk');
    await page.goto('/submissions');
    await page
      .getByRole('link', { name: /寨坪中心小学/ })
      .first()
      .waitFor();
    await page.goto(`/submissions/${submission}`);
    await page.getByRole('button', { name: '打印花名册' }).waitFor();
    await screenshot(page, 'submission');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await printed(page, 'print-roster')).toEqual({ pages: 3 });
    await page.emulateMedia({ media: 'print' });
    const sheets = page.locator('.sheet');
    expect(await sheets.count()).toBe(3);
    for (const each of await sheets.all()) {
      expect(await each.locator('thead').textContent()).toContain('身份证号');
      expect(await each.locator('tfoot').textContent()).toMatch(/本页小计　\d+ 人/);
    }
    const paper = (await sheets.allInnerTexts()).join('\n');
    for (const said of ['一年级2班', '四年级3班', '（续）', '合计　59 人', '29,500.00', '人民币贰万玖仟伍佰元整'])
      expect(paper).toContain(said);
    expect(paper).not.toMatch(/\d{17}/);
    await page.context().close();
  });

  it('the list for signature names every child with its amount, and the whole in capitals', async () => {
    const page = await office.signIn('finance');
    await page.goto(`/payments/${batch}`);
    await page.getByRole('link', { name: '寨坪中心小学签领表' }).click();
    await page.getByRole('button', { name: '打印签领表' }).waitFor();
    await screenshot(page, 'signing-list');
    expect(await seriousFaults(page)).toEqual([]);
    expect(await printed(page, 'print-signing-list')).toEqual({ pages: 3 });
    await page.emulateMedia({ media: 'print' });
    const paper = (await page.locator('.sheet').allInnerTexts()).join('\n');
    for (const said of [
      '资助资金发放签领表',
      '领款人签字',
      '第 3 页　共 3 页',
      '合计　59 人',
      '人民币贰万玖仟伍佰元整',
    ])
      expect(paper).toContain(said);
    await page.context().close();
  });

  it('a roster is readable on a head’s telephone, too', async () => {
    const page = await office.signIn('head', TELEPHONE);
    await page.goto(`/submissions/${submission}`);
    await page.getByRole('button', { name: '打印花名册' }).waitFor();
    await screenshot(page, 'telephone-submission');
    await expectFits(page, TELEPHONE);
    await page.context().close();
  });
});
