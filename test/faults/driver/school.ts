import { benefitLines, periodOf } from '#domain';
import { confirmSubmission, newId, prepareSubmission, sendBackSubmission } from '#persistence';
import type { Child } from '../../factories/small-county.js';
import { type Action, application, give, NOBODY_TO, one, oneLying, type Step, seatedIn, told } from './act.js';
import { ask } from './ways.js';
import { SCHOOLS } from './world.js';

const LIVE_ENDS = ['rejected', 'withdrawn', 'discarded'];

/** What a school's clerk and head do. */
export const SCHOOL_ACTIONS = {
  /** An application for a child that has none; sometimes for one that has. */
  async draft(step) {
    const { world, intent } = step;
    const { school, programme: code } = SCHOOLS[intent.which % SCHOOLS.length]!;
    const programme = world.programme(code);
    const children = world.county.children.filter((child) => child.school === school);
    const candidates = intent.variant < 90 ? await without(step, children, code) : children;
    const child = candidates[intent.who % candidates.length];
    if (!child) return NOBODY_TO;
    const { facts, personId: subject } = child;
    const id = newId();
    const clerk = seatedIn(step, school, 'clerk');
    const { keys } = world.persistence;
    const bank = intent.who % 3 ? '农村信用社' : '农业银行';
    const values = {
      card: `62284800000000${String(intent.who % 100_000).padStart(5, '0')}`,
      bank,
      phone: '19900000000',
    };
    const personalValues = Object.entries(values)
      .filter(([kind]) => kind !== 'card' || intent.variant > 3)
      .map(([kind, value]) => ({ owner: id, kind, cipher: keys.encrypt(value) }));
    const command = application(id, {
      type: 'DraftApplication',
      programme: { code, version: programme.version },
      period: world.period,
      subject,
      place: world.county.place(school),
      items: benefitLines(programme, facts, periodOf(programme, world.period)),
      basis: {
        schoolStage: facts.schoolStage!,
        grade: facts.grade!,
        boarding: facts.boarding!,
        householdType: facts.householdType,
        specialCategory: null,
      },
      checkedAgainst: { roll: world.county.rollSnapshot, registry: world.county.registrySnapshot },
      flags: intent.variant % 5 ? [] : ['grade_differs'],
    });
    const answer = await give(step, clerk, command, { personalValues });
    if (answer.ok) world.applications.push(answer.results[0]!.id); // of the first answer, if this was a repetition
    return told(clerk, `draft at ${school}`, answer);
  },

  async handIn(step) {
    const { world, intent, no } = step;
    const { school, programme } = SCHOOLS[intent.which % SCHOOLS.length]!;
    const { actor, post, name } = seatedIn(step, school, 'clerk');
    const what = { programmeCode: programme, period: world.period };
    const result = await ask(world, intent, no, (of, again) =>
      prepareSubmission(of, { actor, post, place: world.county.place(school), ...again }, what),
    );
    return `${name}: hands in at ${school} → ${result.ok ? `${result.count}` : result.rejection.code}`;
  },

  async confirm(step) {
    const { world, intent, no } = step;
    const submission = one(await prepared(step), step);
    if (!submission) return NOBODY_TO;
    const head = seatedIn(step, submission.school, 'head');
    const members = intent.variant < 95 ? ['罗建国', '沈慧', '家长代表'] : [];
    const rejection = await ask(world, intent, no, (of, again) =>
      confirmSubmission(of, { ...head, ...again }, submission.id, { on: '2026-09-10', members }),
    );
    return `${head.name}: confirms → ${rejection?.code ?? 'done'}`;
  },

  async sendBack(step) {
    const { world, intent, no } = step;
    const submission = one(await prepared(step), step);
    if (!submission) return NOBODY_TO;
    const head = seatedIn(step, submission.school, 'head');
    const rejection = await ask(world, intent, no, (of, again) =>
      sendBackSubmission(of, { ...head, ...again }, submission.id, '请核对年级。'),
    );
    return `${head.name}: sends back → ${rejection?.code ?? 'done'}`;
  },

  async correct(step) {
    const it = await oneLying(step, ({ phase }) => phase === 'returned');
    if (!it) return NOBODY_TO;
    const changed = step.intent.variant < 90 ? ['bank-card'] : ['shoe-size'];
    const clerk = seatedIn(step, it.school, 'clerk');
    const { revision } = it;
    return told(
      clerk,
      'resubmit',
      await give(step, clerk, application(it.id, { type: 'ResubmitApplication', revision, changed })),
    );
  },

  async appeal(step) {
    const it = await oneLying(step, ({ phase }) => phase === 'rejected');
    if (!it) return NOBODY_TO;
    const head = seatedIn(step, it.school, 'head');
    return told(head, 'appeal', await give(step, head, application(it.id, { type: 'AppealApplication' })));
  },

  async withdraw(step) {
    const it = await oneLying(step, ({ phase }) => !LIVE_ENDS.includes(phase));
    if (!it) return NOBODY_TO;
    const clerk = seatedIn(step, it.school, 'clerk');
    const what = `withdraw in ${it.phase}`;
    return told(clerk, what, await give(step, clerk, application(it.id, { type: 'WithdrawApplication' })));
  },

  async discard(step) {
    const it = await oneLying(step, ({ phase }) => phase === 'draft');
    if (!it) return NOBODY_TO;
    const clerk = seatedIn(step, it.school, 'clerk');
    return told(clerk, 'discard', await give(step, clerk, application(it.id, { type: 'DiscardApplication' })));
  },
} as const satisfies Record<string, Action>;

/** Children of whom no application is alive in this semester. */
async function without({ world }: Step, children: readonly Child[], code: string): Promise<Child[]> {
  const rows = await world.persistence.db.query<{ subject: string }>(
    'd-live',
    `SELECT subject_id AS subject FROM applications WHERE programme_code = $1 AND period = $2
     AND phase NOT IN ('rejected', 'withdrawn', 'discarded')`,
    [code, world.period],
  );
  const taken = new Set(rows.map(({ subject }) => subject));
  return children.filter(({ personId }) => !taken.has(personId));
}

/** Submissions whose heads have yet to look. */
const prepared = ({ world }: Step): Promise<{ id: string; school: string }[]> =>
  world.persistence.db.query(
    'd-prepared',
    `SELECT id, school FROM submissions WHERE phase = 'prepared' ORDER BY period, school, number`,
  );
