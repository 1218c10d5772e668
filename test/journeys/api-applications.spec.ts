import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCHOOL, type SmallCounty, type StaffName, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let county: SmallCounty;
const people = new Map<StaffName, Caller>();

beforeAll(async () => {
  api = await ApiUnderTest.start();
  county = await smallCounty(api.persistence, 30);
  for (const name of [
    'clerk',
    'head',
    'reviewer',
    'reviewer2',
    'townshipSupervisor',
    'approver',
    'approver2',
    'auditor',
  ] as const) {
    people.set(name, await api.signIn(county.staff[name]));
  }
});
afterAll(() => api.stop());

let submissions = 0;
async function inReview(): Promise<string> {
  const [id] = await county.draft(1);
  await county.handIn([id!], SCHOOL, 'compulsory-living', ++submissions);
  return id!;
}

/** Gives a command as this person, on the revision as it is now where one is wanted. */
async function give(by: StaffName, id: string, command: string, body: object = {}) {
  const withRevision = ['approve', 'return', 'reject', 'resubmit'].includes(command)
    ? { revision: await county.revision(id), ...body }
    : body;
  return people.get(by)!.post(`/applications/${id}/${command}`, { body: withRevision });
}

async function must(by: StaffName, id: string, command: string, body: object = {}) {
  const answer = await give(by, id, command, body);
  if (answer.status !== 200) throw new Error(`${command} by ${by}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const view = async (by: StaffName, id: string) => (await people.get(by)!.get(`/applications/${id}`)).body;
const timeline = async (by: StaffName, id: string) => (await people.get(by)!.get(`/applications/${id}/timeline`)).body;

describe('an application', () => {
  it('goes from the township to the county into public notice, and shows where it is', async () => {
    const id = await inReview();
    await must('reviewer', id, 'open');
    await must('reviewer', id, 'approve', { opinion: '情况属实，同意。' });
    const between = await view('approver', id);
    expect(between.phase).toBe('in-review');
    expect(between.visit).toMatchObject({
      stage: 'county-approval',
      office: { name: '云岭县学生资助管理中心' },
      role: 'approver',
      late: false,
    });
    expect(between.route.map((stage: { stage: string; state: string }) => [stage.stage, stage.state])).toEqual([
      ['township-review', 'done'],
      ['county-approval', 'here'],
      ['public-notice', 'ahead'],
      ['payment', 'ahead'],
    ]);
    expect(between.route[0].decidedBy).toEqual({ id: county.staff.reviewer.id, name: '周文' });
    await must('approver', id, 'approve');
    expect((await view('auditor', id)).phase).toBe('in-public-notice');
  });

  it('shows exactly the commands the reader may give now', async () => {
    const id = await inReview();
    expect((await view('reviewer', id)).availableCommands.sort()).toEqual([
      'ApproveApplication',
      'OpenApplication',
      'RejectApplication',
      'ReturnApplication',
    ]);
    expect((await view('approver', id)).availableCommands).toEqual([]);
    expect((await view('townshipSupervisor', id)).availableCommands).toEqual(['HoldApplication']);
    expect((await view('clerk', id)).availableCommands).toEqual(['WithdrawApplication']);
    await must('reviewer', id, 'approve');
    expect((await view('reviewer', id)).availableCommands).toEqual(['RecallApplication']);
  });

  it('shows the child masked', async () => {
    const id = await inReview();
    const { subject } = await view('reviewer', id);
    expect(subject.idNumber).toMatch(/^\d{6}\*{8}[\dX]{4}$/);
    expect(subject.card).toMatch(/^\*{15}\d{4}$/);
    expect(subject.phone).toBe('199****0000');
    const told = JSON.stringify(await timeline('reviewer', id));
    for (const { idNumber, name } of county.children.filter((child) => child.name === subject.name)) {
      expect(told).not.toContain(idNumber);
      expect(told).not.toContain(name);
    }
  });

  it('shows one value in full on request, and keeps who saw it and why', async () => {
    const id = await inReview();
    const { body } = await people
      .get('reviewer')!
      .post(`/applications/${id}/personal-data`, { body: { kind: 'phone', reason: '电话核实' } });
    expect(body).toEqual({ kind: 'phone', value: '19900000000' });
    const rows = await api.persistence.db.query(
      't-unmasked',
      "SELECT actor, seat, detail FROM audit.access WHERE subject = $1 AND kind = 'unmasked'",
      [id],
    );
    expect(rows).toEqual([
      { actor: county.staff.reviewer.id, seat: '99010101/reviewer', detail: { kind: 'phone', reason: '电话核实' } },
    ]);
  });

  it('is returned for its card, corrected and resubmitted to whoever returned it', async () => {
    const id = await inReview();
    await must('reviewer', id, 'return', { items: ['bank-card'], opinion: '卡号与户名不符' });
    const returned = await view('clerk', id);
    expect(returned).toMatchObject({
      phase: 'returned',
      returned: { items: ['bank-card'], fromStage: 'township-review' },
      clock: { running: false, because: 'returned' },
    });
    const foreign = await give('clerk', id, 'resubmit', { changed: ['telephone'], phone: '13900001111' });
    expect(foreign.body).toMatchObject({ status: 422, code: 'APPLICATION.ITEM_NOT_RETURNED' });
    const faulty = await give('clerk', id, 'resubmit', { changed: ['bank-card'], card: '6228480000000000019' });
    expect(faulty.body).toMatchObject({
      status: 400,
      errors: [{ path: 'card', zh: '银行卡号不正确，请核对每一位数字' }],
    });
    await must('clerk', id, 'resubmit', { changed: ['bank-card'], card: '6228480000000000018', bank: '农业银行' });
    expect(await view('reviewer', id)).toMatchObject({
      phase: 'in-review',
      subject: { card: '***************0018', bank: '农业银行', phone: '199****0000' },
    });
  });

  it('keeps its card when somebody other than its school says to correct it', async () => {
    const id = await inReview();
    await must('reviewer', id, 'return', { items: ['bank-card'] });
    const before = (await view('clerk', id)).subject.card;
    const kindergarten = await api.signIn(county.staff.kindergartenClerk);
    const answer = await kindergarten.post(`/applications/${id}/resubmit`, {
      body: { revision: await county.revision(id), changed: ['bank-card'], card: '6228480000000000018' },
    });
    expect(answer.body.code).toBe('ACCESS.OUT_OF_JURISDICTION');
    expect((await view('clerk', id)).subject.card).toBe(before);
  });

  it('keeps its card when the resubmission that would change it is refused', async () => {
    const id = await inReview();
    await must('reviewer', id, 'return', { items: ['bank-card'] });
    const before = (await view('clerk', id)).subject.card;
    const correction = { changed: ['bank-card'], card: '6228480000000000018', bank: '农业银行' };
    expect((await give('head', id, 'resubmit', correction)).body.code).toBe('ACCESS.WRONG_ROLE');
    expect((await give('clerk', id, 'resubmit', { ...correction, revision: 1 })).body.code).toBe(
      'STREAM.REVISION_STALE',
    );
    expect((await view('clerk', id)).subject.card).toBe(before);
  });

  it('takes a card that was erased meanwhile, and no longer calls it a passbook', async () => {
    const id = await inReview();
    const { db, keys } = api.persistence;
    await db.query('t-card-gone', "DELETE FROM personal_values WHERE owner = $1 AND kind = 'card'", [id]);
    await db.query('t-passbook', "INSERT INTO personal_values (owner, kind, cipher) VALUES ($1, 'passbook', $2)", [
      id,
      keys.encrypt('1'),
    ]);
    await must('reviewer', id, 'return', { items: ['bank-card'] });
    await must('clerk', id, 'resubmit', { changed: ['bank-card'], card: '6228480000000000018' });
    expect((await view('reviewer', id)).subject).toMatchObject({ card: '***************0018', passbook: false });
  });

  it('is rejected, appealed once, and heard by somebody else', async () => {
    const id = await inReview();
    await must('reviewer', id, 'reject', { reason: 'already-subsidised', opinion: '已享受同类资助' });
    await must('head', id, 'appeal', { grounds: '系同名学生' });
    const same = await give('reviewer', id, 'approve');
    expect(same.body).toMatchObject({ status: 403, code: 'ACCESS.BARRED_BY_APPEAL', params: { mayAct: ['孙丽'] } });
    await must('reviewer2', id, 'reject', { reason: 'already-subsidised' });
    expect((await give('head', id, 'appeal')).body).toMatchObject({
      status: 409,
      code: 'APPLICATION.ALREADY_APPEALED',
    });
  });

  it('is recalled by who decided, until the next has opened it', async () => {
    const id = await inReview();
    await must('reviewer', id, 'approve');
    await must('reviewer', id, 'recall');
    await must('reviewer', id, 'approve');
    await must('approver', id, 'open');
    expect((await give('reviewer', id, 'recall')).body).toMatchObject({
      status: 409,
      code: 'APPLICATION.ALREADY_OPENED_BY_NEXT',
    });
  });

  it('is held by the supervisor, and decided on only after that', async () => {
    const id = await inReview();
    expect((await give('townshipSupervisor', id, 'hold', { reason: '  ' })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'reason' }],
    });
    await must('townshipSupervisor', id, 'hold', { reason: '等待核实' });
    expect((await give('reviewer', id, 'approve')).body).toMatchObject({ status: 409, code: 'APPLICATION.ON_HOLD' });
    await must('townshipSupervisor', id, 'resume');
    await must('reviewer', id, 'approve');
  });

  it('is withdrawn by the school', async () => {
    const id = await inReview();
    await must('clerk', id, 'withdraw', { note: '家长放弃' });
    expect((await give('reviewer', id, 'approve')).body).toMatchObject({
      status: 409,
      code: 'APPLICATION.NOT_AT_THIS_STAGE',
      detail: '这份申请现在是“已撤回”，不能同意。请刷新查看。',
    });
  });
});

describe('its timeline', () => {
  it('tells in sentences who did what, with the words they used', async () => {
    const id = await inReview();
    await must('reviewer', id, 'open');
    await must('reviewer', id, 'approve', { opinion: '情况属实，同意。' });
    const { entries, chain } = await timeline('auditor', id);
    expect(entries.map((entry: { sentence: { zh: string } }) => entry.sentence.zh)).toEqual([
      '沈慧（寨坪中心小学经办人）建立了申请草稿',
      '沈慧（寨坪中心小学经办人）列入报送批次',
      '罗建国（寨坪中心小学校长）确认报送',
      '周文（寨坪镇中心学校审核人）查阅了申请',
      '周文（寨坪镇中心学校审核人）在“中心学校审核”同意',
    ]);
    expect(entries.at(-1)).toMatchObject({
      text: '情况属实，同意。',
      textState: 'intact',
      late: false,
      who: { name: '周文' },
      role: 'reviewer',
    });
    expect(chain).toEqual({ intact: true, faults: [] });
  });

  it('carries envelopes by which anybody can follow the chain', async () => {
    const id = await inReview();
    const { entries } = await timeline('auditor', id);
    const envelopes = entries.map((entry: { envelope: { previous: string; hash: string } }) => entry.envelope);
    expect(envelopes[0].previous).toBe('0'.repeat(64));
    for (let i = 1; i < envelopes.length; i++) expect(envelopes[i].previous).toBe(envelopes[i - 1].hash);
  });

  it('says so when somebody altered a word, or when it was erased', async () => {
    const id = await inReview();
    await must('reviewer', id, 'approve', { opinion: '同意' });
    const { db, keys } = api.persistence;
    await db.query('t-alter', 'UPDATE erasable_texts SET cipher = $2 WHERE stream = $1', [id, keys.encrypt('不同意')]);
    expect((await timeline('auditor', id)).entries.at(-1)).toMatchObject({ text: '不同意', textState: 'altered' });
    await db.query('t-erase', 'UPDATE erasable_texts SET cipher = NULL, salt = NULL WHERE stream = $1', [id]);
    const erased = await timeline('auditor', id);
    expect(erased.entries.at(-1)).toMatchObject({ text: null, textState: 'erased' });
    expect(erased.chain.intact).toBe(true);
  });
});

describe('the list of applications', () => {
  it('shows each office what lies under it, page by page', async () => {
    const seen = (await people.get('head')!.all('/applications?limit=5')).map(({ id }) => id);
    const [all] = await api.persistence.db.query<{ count: number }>(
      't-count',
      'SELECT count(*) FROM applications WHERE school = $1',
      [SCHOOL],
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(all!.count);
    const kindergarten = await api.signIn(county.staff.kindergartenClerk);
    expect((await kindergarten.get('/applications')).body.items).toEqual([]);
    expect((await kindergarten.get(`/applications?school=${SCHOOL}`)).body.items).toEqual([]);
  });

  it('filters by phase', async () => {
    const { body } = await people.get('clerk')!.get('/applications?phase=withdrawn');
    expect(body.items.map(({ phase }: { phase: string }) => phase)).toEqual(['withdrawn']);
  });
});
