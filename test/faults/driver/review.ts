import { setTimeout as pause } from 'node:timers/promises';
import type { ApplicationCommand } from '#domain';
import { receiveObjection, statementOf } from '#persistence';
import { COUNTY, TOWNSHIP } from '../../factories/small-county.js';
import { type Action, application, give, NOBODY_TO, one, oneLying, type Step, seatedIn, told } from './act.js';
import { ask } from './ways.js';
import type { Lying } from './world.js';

/** Of a bulk that another process works on. */
const MOST_LOOKS = 1_000;

/** What reviewers, approvers and their supervisors do. */
export const REVIEW_ACTIONS = {
  /** Mostly they approve; some is returned, some rejected, some of it with an opinion, a little of it nonsense. */
  async decide(step) {
    const it = await oneLying(step, ({ phase }) => phase === 'in-review');
    if (!it) return NOBODY_TO;
    const { intent, world } = step;
    const by = seatedIn(step, it.office!, it.role!);
    const opinion = intent.which % 3 ? null : world.persistence.texts.commit(it.id, '同意。')!;
    const command = { ...decisionOf(step, it), ...(opinion && { opinion: opinion.ref }) } as ApplicationCommand;
    const texts = opinion ? [opinion.row] : [];
    return told(by, `${command.type} at ${it.stage}`, await give(step, by, application(it.id, command), { texts }));
  },

  /** A whole submission at once, by whoever has it before them; the person may close the browser at any moment. */
  async bulk(step) {
    const { world, intent, no } = step;
    const it = await oneLying(step, ({ phase, submission }) => phase === 'in-review' && submission !== null);
    if (!it) return NOBODY_TO;
    const { actor, post, name } = seatedIn(step, it.office!, it.role!);
    const command =
      intent.variant < 80 ? { type: 'approve' as const } : { type: 'return' as const, items: ['bank-card'] };
    const selection = { submissionId: it.submission!, unflaggedOnly: intent.variant % 2 === 0 };
    const bulks = (door: unknown) => world.bulks[world.doors.indexOf(door as never)]!;
    const made = await ask(world, { ...intent, way: 'plain' }, no, (of, again) =>
      bulks(of).create({ actor, post, command, selection, preview: intent.variant % 7 === 0, ...again }),
    );
    if (!made.ok) return `${name}: bulk → ${made.rejection.code}`;
    // Whoever has not got the lease leaves it to who has, and looks again.
    const { state } = await ask(world, intent, no, async (of) => {
      for (let looks = 0; looks < MOST_LOOKS; looks++) {
        await bulks(of).run(made.bulk.id);
        const bulk = (await bulks(of).find(actor.person, made.bulk.id))!;
        if (bulk.state === 'done') return bulk;
        await pause(10);
      }
      throw new Error(`the bulk ${made.bulk.id} does not end`);
    });
    return `${name}: bulk of ${made.bulk.total} at ${it.stage} → ${state}`;
  },

  async open(step) {
    const it = await oneLying(step, ({ office }) => office !== null);
    if (!it) return NOBODY_TO;
    const by = seatedIn(step, it.office!, it.role!);
    return told(by, 'open', await give(step, by, application(it.id, { type: 'OpenApplication' })));
  },

  async recall(step) {
    const { world } = step;
    const it = await oneLying(step, ({ phase }) =>
      ['in-review', 'in-public-notice', 'returned', 'rejected'].includes(phase),
    );
    if (!it) return NOBODY_TO;
    const [last] = await world.persistence.db.query<{ actor: string; seat: string }>(
      'd-last-decision',
      `SELECT actor, seat FROM audit.events WHERE period = $1 AND stream = $2 AND type IN ('ApplicationApproved', 'ApplicationReturned', 'ApplicationRejected')
       ORDER BY version DESC LIMIT 1`,
      [it.period, it.id],
    );
    const [office = TOWNSHIP, role = 'reviewer'] = last?.seat.split('/') ?? [];
    const decider = world.cast.find(({ actor }) => actor.person === last?.actor && actor.seat.role === role);
    const by = step.intent.stranger || !decider ? seatedIn(step, office, role) : decider;
    return told(by, `recall in ${it.phase}`, await give(step, by, application(it.id, { type: 'RecallApplication' })));
  },

  async hold(step) {
    const it = await oneLying(step, ({ held, stage }) => stage !== null && !held);
    if (!it) return NOBODY_TO;
    const by = seatedIn(step, it.township && step.intent.variant < 50 ? it.township : COUNTY, 'supervisor');
    const reason = step.world.persistence.texts.commit(it.id, '家庭情况待核实。')!;
    const command = application(it.id, { type: 'HoldApplication', reason: reason.ref });
    return told(by, `hold in ${it.phase}`, await give(step, by, command, { texts: [reason.row] }));
  },

  async resume(step) {
    const it = await oneLying(step, ({ held }) => held);
    if (!it) return NOBODY_TO;
    const by = seatedIn(step, COUNTY, 'supervisor');
    return told(by, 'resume', await give(step, by, application(it.id, { type: 'ResumeApplication' })));
  },

  /** Somebody in the village has read the notice. */
  async object({ world, intent }) {
    const said = { text: '他家有小轿车。', contact: '19900000001' };
    const schools = [...new Set((await world.lying()).filter(posted).map(({ school }) => school))].sort();
    const school = schools[intent.which % schools.length];
    if (!school) return NOBODY_TO;
    const received = await receiveObjection(world.persistence, school, world.now, said);
    return `somebody objects at ${school} → ${received && 'id' in received ? 'received' : 'not received'}`;
  },

  /** The office confirms who spoke, which suspends the notice, or says what has come of it. */
  async hearObjection(step) {
    const { world, intent } = step;
    const it = await oneLying(step, posted);
    if (!it) return NOBODY_TO;
    const office = it.township ?? COUNTY;
    const by = seatedIn(step, office, it.township ? 'reviewer' : 'approver');
    const [objection] = await world.persistence.db.query<{ id: string }>(
      'd-objection',
      'SELECT id FROM objections WHERE school = $1 AND state = $2 AND ($2 = $4 OR application_id = $3) ORDER BY id LIMIT 1',
      [it.school, it.objected ? 'confirmed' : 'received', it.id, 'received'],
    );
    if (!objection) return NOBODY_TO;
    if (it.objected) {
      const command = { type: 'ResolveObjection', objection: objection.id, upheld: intent.variant < 30 } as const;
      return told(by, 'resolve objection', await give(step, by, application(it.id, command)));
    }
    const { statement } = (await statementOf(world.persistence, office, objection.id))!;
    const command = application(it.id, { type: 'ConfirmObjection', objection: objection.id, statement: statement! });
    return told(by, 'confirm objection', await give(step, by, command));
  },
} as const satisfies Record<string, Action>;

const posted = ({ phase }: Lying): boolean => phase === 'in-public-notice';

function decisionOf({ world, intent }: Step, { revision, programme }: Lying): ApplicationCommand {
  if (intent.variant < 72) return { type: 'ApproveApplication', revision };
  if (intent.variant < 85) return { type: 'ReturnApplication', revision, items: ['bank-card'] };
  if (intent.variant < 94) {
    const reason = one(world.programme(programme).rejectReasons, { intent } as Step)!.code;
    return { type: 'RejectApplication', revision, reason };
  }
  if (intent.variant < 97) return { type: 'ApproveApplication', revision: revision - 1 };
  return { type: 'ReturnApplication', revision, items: ['shoe-size'] };
}
