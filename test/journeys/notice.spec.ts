import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskName } from '#domain';
import { findHistory } from '#persistence';
import { type Clock, closeNotice, toNotice } from '../factories/payment.js';
import { DIRECT_SCHOOL, KINDERGARTEN, SCHOOL, type SmallCounty, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, Caller } from '../harness/api.js';

const TELEPHONE = '0851-6612345';

describe('the public notice', () => {
  const clock: Clock = { now: Date.now() };
  let api: ApiUnderTest;
  let county: SmallCounty;
  let reviewer: Caller;

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock: () => clock.now });
    county = await smallCounty(api.persistence, 12);
    reviewer = await api.signIn(county.staff.reviewer2);
    const supervisor = await api.signIn(county.staff.countySupervisor);
    await supervisor.put('/notice-settings', { body: { supervisionTelephone: TELEPHONE, masksNames: false } });
  });
  afterAll(() => api.stop());

  const applicationOf = async (id: string) => (await findHistory(api.persistence.db, 'application', id))!.state;
  const nameOf = async (id: string) => {
    const { subject } = await applicationOf(id);
    return county.children.find((child) => child.personId === subject)!.name;
  };
  const rowOf = async (school: string, name: string) => {
    const { body } = await api.anonymous.get(`/public/notices/${school}`);
    return body.entries.find((entry: { name: string }) => entry.name === name);
  };
  const objections = (school: string) => `/public/notices/${school}/objections`;
  const object = (school: string, body: object) => api.anonymous.post(objections(school), { body });
  const SPOKEN = { text: '这户人家在县城有两套房', contact: '张大山 19900001111' };

  it('shows name, school, grade, class and the public title, to anybody and to no search engine', async () => {
    const [id] = await county.draft();
    expect((await api.anonymous.get(`/public/notices/${SCHOOL}`)).body.entries).toEqual([]);
    await toNotice(county, [id!]);
    const notice = await api.anonymous.get(`/public/notices/${SCHOOL}`);
    expect(notice.status).toBe(200);
    expect(notice.headers.get('x-robots-tag')).toContain('noindex');
    expect(notice.body).toEqual({
      school: '寨坪中心小学',
      until: (await applicationOf(id!)).visit!.dueAt,
      supervisionTelephone: TELEPHONE,
      hearingOffice: '寨坪镇中心学校',
      entries: [
        {
          name: await nameOf(id!),
          school: '寨坪中心小学',
          grade: '四年级',
          class: '1班',
          programme: '义务教育学生生活补助',
          row: expect.stringMatching(/^[\w-]{22}$/),
        },
      ],
    });
  });

  it('lets nothing else through: not in its body, not in its headers, not on its page', async () => {
    const [id] = await county.draft(1, KINDERGARTEN);
    await toNotice(county, [id!], KINDERGARTEN);
    const { subject, amountFen } = await applicationOf(id!);
    const child = county.children.find((c) => c.personId === subject)!;
    const { db, keys } = api.persistence;
    const personal = await db.query<{ kind: string; cipher: Buffer }>(
      't-personal',
      'SELECT kind, cipher FROM personal_values WHERE owner = ANY($1::uuid[])',
      [[id, subject]],
    );
    const values = personal.map(({ cipher }) => keys.decryptText(cipher));
    expect(personal.map((p) => p.kind).sort()).toEqual(['bank', 'card', 'id-number', 'phone']);
    const programme = county.programme('preschool-aid');
    const born = child.idNumber.slice(6, 14);
    const secrets = [
      ...values,
      id!,
      subject,
      born,
      '建档立卡',
      programme.title.zh,
      'preschool-aid',
      String(amountFen),
      '贫困',
      '女',
    ];
    const page = await fetch(`${api.address}/notice/${KINDERGARTEN}`);
    const json = await fetch(`${api.address}/api/v1/public/notices/${KINDERGARTEN}`);
    for (const answer of [page, json]) {
      expect(answer.status).toBe(200);
      const text = `${[...answer.headers].flat().join('\n')}\n${await answer.text()}`;
      expect(text).toContain(child.name);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    const html = await (await fetch(`${api.address}/notice/${KINDERGARTEN}`)).text();
    expect(html).toContain('<meta name="robots" content="noindex');
    expect(html).toContain(`监督电话：${TELEPHONE}`);
  });

  it('ends by the clock, even before anything has closed it', async () => {
    const [id] = await county.draft();
    await toNotice(county, [id!]);
    const name = await nameOf(id!);
    expect(await rowOf(SCHOOL, name)).toBeDefined();
    await api.persistence.db.query('t-over', 'UPDATE applications SET due_at = $2 WHERE id = $1', [id, Date.now() - 1]);
    expect(await rowOf(SCHOOL, name)).toBeUndefined();
  });

  it('is gone once it was closed', async () => {
    const [id] = await county.draft(1, DIRECT_SCHOOL);
    await toNotice(county, [id!], DIRECT_SCHOOL);
    expect(await rowOf(DIRECT_SCHOOL, await nameOf(id!))).toBeDefined();
    const before = clock.now;
    await closeNotice(county, clock, id!);
    clock.now = before;
    expect(await rowOf(DIRECT_SCHOOL, await nameOf(id!))).toBeUndefined();
  });

  it('stands still while the township looks into an objection, and goes on when it is dismissed', async () => {
    const [id] = await county.draft();
    await toNotice(county, [id!]);
    const { row } = await rowOf(SCHOOL, await nameOf(id!));
    const received = await object(SCHOOL, { applicationRef: row, ...SPOKEN });
    expect(received.status).toBe(201);
    expect((await applicationOf(id!)).clock.running).toBe(true); // anybody may speak; nothing is suspended by it

    const listed = (await reviewer.get('/objections')).body.items.find(
      (o: { id: string }) => o.id === received.body.id,
    );
    expect(listed).toMatchObject({ state: 'received', school: SCHOOL, application: id });
    const read = await reviewer.get(`/objections/${received.body.id}`);
    expect(read.body).toMatchObject(SPOKEN);
    const access = await api.persistence.db.query(
      't-read',
      "SELECT actor FROM audit.access WHERE subject = $1 AND kind = 'objection-read'",
      [received.body.id],
    );
    expect(access).toEqual([{ actor: county.staff.reviewer2.id }]);

    expect((await reviewer.post(`/objections/${received.body.id}/confirm`, { body: {} })).status).toBe(200);
    expect((await applicationOf(id!)).clock).toMatchObject({ running: false, because: 'objection' });
    expect(await rowOf(SCHOOL, await nameOf(id!))).toBeDefined();
    expect(
      (
        await reviewer.post(`/objections/${received.body.id}/resolve`, {
          body: { upheld: false, opinion: '经核实，房屋属其兄' },
        })
      ).status,
    ).toBe(200);
    expect((await applicationOf(id!)).clock.running).toBe(true);
    expect((await reviewer.get(`/objections/${received.body.id}`)).body.state).toBe('dismissed');
    expect(
      (await reviewer.post(`/objections/${received.body.id}/resolve`, { body: { upheld: true, opinion: '再议' } })).body
        .code,
    ).toBe('OBJECTION.NOT_AT_THIS_STEP');
  });

  it('gives the case back to the last review when an objection is upheld', async () => {
    const [id] = await county.draft();
    await toNotice(county, [id!]);
    const { body } = await object(SCHOOL, { childName: await nameOf(id!), ...SPOKEN });
    await reviewer.post(`/objections/${body.id}/confirm`, { body: {} });
    await reviewer.post(`/objections/${body.id}/resolve`, { body: { upheld: true, opinion: '情况属实' } });
    expect(await applicationOf(id!)).toMatchObject({
      phase: 'in-review',
      visit: { stage: 'county-approval' },
      objection: null,
      reservedFen: 0,
    });
    expect(await rowOf(SCHOOL, await nameOf(id!))).toBeUndefined();
    expect((await reviewer.get(`/objections/${body.id}`)).body.state).toBe('upheld');
  });

  it('is never for the school concerned to judge, nor for another office', async () => {
    const [id] = await county.draft();
    await toNotice(county, [id!]);
    const { body } = await object(SCHOOL, { childName: await nameOf(id!), ...SPOKEN });
    for (const who of ['clerk', 'head'] as const) {
      const school = await api.signIn(county.staff[who]);
      expect((await school.post(`/objections/${body.id}/confirm`, { body: {} })).body.code).toBe('ACCESS.WRONG_ROLE');
      expect((await school.get(`/objections/${body.id}`)).status).toBe(403);
    }
    const approver = await api.signIn(county.staff.approver2);
    expect((await approver.post(`/objections/${body.id}/confirm`, { body: {} })).status).toBe(404);
  });

  it('of a school directly under the county is heard by the county', async () => {
    const [id] = await county.draft(1, DIRECT_SCHOOL);
    await toNotice(county, [id!], DIRECT_SCHOOL);
    const { body } = await object(DIRECT_SCHOOL, { childName: await nameOf(id!), ...SPOKEN });
    expect((await reviewer.post(`/objections/${body.id}/confirm`, { body: {} })).status).toBe(404);
    const approver = await api.signIn(county.staff.approver2);
    expect((await approver.post(`/objections/${body.id}/confirm`, { body: {} })).status).toBe(200);
  });

  it('hears what names no row, lets the office find the row, and lets it be set aside', async () => {
    const [id] = await county.draft();
    await toNotice(county, [id!]);
    expect((await object(SCHOOL, { applicationRef: 'AAAAAAAAAAAAAAAAAAAAAA', ...SPOKEN })).body.code).toBe(
      'OBJECTION.ROW_UNKNOWN',
    );
    const vague = (await object(SCHOOL, SPOKEN)).body.id;
    expect((await reviewer.post(`/objections/${vague}/confirm`, { body: {} })).body.code).toBe('OBJECTION.ROW_UNKNOWN');
    const [elsewhere] = await county.draft(1, KINDERGARTEN);
    expect(
      (await reviewer.post(`/objections/${vague}/confirm`, { body: { applicationId: elsewhere } })).body.code,
    ).toBe('OBJECTION.ROW_UNKNOWN');
    expect((await reviewer.post(`/objections/${vague}/confirm`, { body: { applicationId: id } })).status).toBe(200);
    const idle = (await object(SCHOOL, { childName: '无此人', ...SPOKEN })).body.id;
    expect((await reviewer.get(`/objections/${idle}`)).body.text).toContain('无此人');
    expect((await reviewer.post(`/objections/${idle}/unfounded`, { body: {} })).status).toBe(204);
    const kept = "SELECT actor FROM audit.access WHERE subject = $1 AND kind = 'objection-unfounded'";
    expect(await api.persistence.db.query('t-aside', kept, [idle])).toEqual([{ actor: county.staff.reviewer2.id }]);
    expect((await reviewer.post(`/objections/${idle}/confirm`, { body: { applicationId: id } })).body.code).toBe(
      'OBJECTION.NOT_AT_THIS_STEP',
    );
  });

  it('prints the telephone of the office nearest to the school, and masks names where the county says so', async () => {
    const [id] = await county.draft();
    await toNotice(county, [id!]);
    const name = await nameOf(id!);
    const township = await api.signIn(county.staff.townshipSupervisor);
    const own = '0851-6600001';
    expect((await township.get('/notice-settings')).body).toMatchObject({
      level: 'township',
      inheritedTelephone: TELEPHONE,
    });
    expect(
      (await township.put('/notice-settings', { body: { supervisionTelephone: own, masksNames: true } })).body.code,
    ).toBe('ACCESS.WRONG_LEVEL');
    expect(
      (await township.put('/notice-settings', { body: { supervisionTelephone: own, masksNames: false } })).status,
    ).toBe(200);
    expect((await api.anonymous.get(`/public/notices/${SCHOOL}`)).body.supervisionTelephone).toBe(own);
    expect((await api.anonymous.get(`/public/notices/${DIRECT_SCHOOL}`)).body.supervisionTelephone).toBe(TELEPHONE);

    const supervisor = await api.signIn(county.staff.countySupervisor);
    const save = (masksNames: boolean) =>
      supervisor.put('/notice-settings', { body: { supervisionTelephone: TELEPHONE, masksNames } });
    await save(true);
    expect(await rowOf(SCHOOL, name)).toBeUndefined();
    expect(await rowOf(SCHOOL, maskName(name))).toBeDefined();
    expect(await (await fetch(`${api.address}/notice/${SCHOOL}`)).text()).not.toContain(name);
    expect((await object(SCHOOL, { childName: name, ...SPOKEN })).status).toBe(201); // who knows the child may name it
    await save(false);
    expect(
      (await reviewer.put('/notice-settings', { body: { supervisionTelephone: own, masksNames: false } })).status,
    ).toBe(403);
    const changed = await api.persistence.db.query(
      't-settings',
      "SELECT DISTINCT actor FROM audit.access WHERE kind = 'notice-settings-changed'",
    );
    expect(changed).toHaveLength(2);
  });

  it('answers people in a page, also when it refuses', async () => {
    const missing = await fetch(`${api.address}/notice/00000000000`);
    expect({ status: missing.status, type: missing.headers.get('content-type') }).toEqual({
      status: 404,
      type: 'text/html; charset=utf-8',
    });
    const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return fetch(`${api.address}/notice/${SCHOOL}/objection`, { method: 'POST', body, headers, redirect: 'manual' });
    };
    const faulty = await form({ text: '短', contact: '' });
    expect(faulty.status).toBe(422);
    expect(await faulty.text()).toMatch(/请写明反映的情况[\s\S]*短[\s\S]*请填写姓名和联系电话/);
    const gone = await form({ ...SPOKEN, applicationRef: 'AAAAAAAAAAAAAAAAAAAAAA' });
    expect(await gone.text()).toContain('这一行已不在公示名单中');
    const received = await form(SPOKEN);
    expect({ status: received.status, to: received.headers.get('location') }).toEqual({
      status: 303,
      to: expect.stringMatching(new RegExp(`^/notice/${SCHOOL}/objection/[0-9a-f-]{36}$`)),
    });
    const foreign = await form(SPOKEN, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
  });

  it('keeps what was said and by whom out of the trail, encrypted, and refuses a flood', async () => {
    const stored = await api.persistence.db.query<{ contact: string; payloads: string }>(
      't-stored',
      `SELECT (SELECT string_agg(encode(contact_cipher, 'escape'), '') FROM objections) AS contact, (SELECT string_agg(payload::text, '') FROM audit.events) AS payloads`,
    );
    for (const word of ['张大山', '两套房', '房屋属其兄'])
      expect(`${stored[0]!.contact}${stored[0]!.payloads}`).not.toContain(word);
    const answers = [];
    // A cookie made up for each does not help: they come from one address.
    for (let i = 0; i < 12; i++)
      answers.push(
        (await new Caller(api.address, `zhudao_session=${i}`).post(objections(SCHOOL), { body: SPOKEN })).status,
      );
    expect(answers.at(-1)).toBe(429);
    expect((await object('00000000000', SPOKEN)).status).not.toBe(201);
  });
});
