import { Redis } from 'ioredis';
import {
  APPLICATION_COMMANDS,
  type ApplicationCommand,
  type ApplicationCommandType,
  SYSTEM,
  type TextRef,
} from '#domain';
import { newId } from '#persistence';
import { type Action, application, give, NOBODY_TO, one, type Step, told } from './act.js';
import type { Lying } from './world.js';

const DAY = 86_400_000;

/** What nobody in particular does: time, the registers, money, and machines that forget. And whatever comes to anybody's mind. */
export const WEATHER = {
  async days({ world, intent }) {
    const days = 1 + (intent.which % 6);
    world.now += days * DAY;
    return `${days} days pass`;
  },

  /** A child boards no more, or again; leaves the school, or comes back; its household leaves the registry, or returns. */
  async rollChanges(step) {
    const { world, intent } = step;
    const { county, persistence } = world;
    const child = one(county.children, step)!;
    const [name, sql] = CHANGES[intent.variant % CHANGES.length]!;
    await persistence.db.query(name, `UPDATE roll_entries ${sql}`, [child.personId, child.school]);
    return `${child.name}: ${name}`;
  },

  /** The county finds more money, and who waits for it gets it in the order of waiting. */
  async moreMoney(step) {
    const { world, intent } = step;
    await world.persistence.db.query(
      'd-more-money',
      'UPDATE budget_lines SET appropriated_fen = appropriated_fen + $1',
      [(intent.which % 8) * 50_000],
    );
    const waiting = (await world.lying()).filter(({ phase }) => phase === 'awaiting-funds');
    for (const { id } of waiting)
      await world.persistence.door.execute({
        actor: SYSTEM,
        post: null,
        commands: [application(id, { type: 'ReserveFunds' })],
      });
    return `more money; ${waiting.length} waited`;
  },

  async relayStops({ world, intent }) {
    world.patience.relayRests = 2 + (intent.which % 12);
    return `the relay stops for ${world.patience.relayRests} steps`;
  },

  async temporalEmptied({ world }) {
    await world.patience.emptied();
    return 'Temporal is empty; recover';
  },

  async redisEmptied({ world }) {
    const redis = new Redis(world.stack.broughtUp.services.redis.url);
    await redis.flushall();
    await redis.quit();
    return 'Redis is empty';
  },

  /** Any command by anybody to anything, often nonsense. */
  async anything(step) {
    const { world, intent } = step;
    const it = one(await world.lying(), step);
    if (!it) return NOBODY_TO;
    const by = world.cast[intent.who % world.cast.length]!;
    const type = ANY[(intent.which >> 8) % ANY.length]!;
    const text = world.persistence.texts.commit(it.id, '无')!;
    const command = nonsense(step, type, it, text.ref);
    const texts = type === 'HoldApplication' ? [text.row] : [];
    return told(by, `${type} in ${it.phase}`, await give(step, by, application(it.id, command), { texts }));
  },
} as const satisfies Record<string, Action>;

const CHANGES = [
  ['boards no more, or again', "SET boarding = NOT boarding WHERE person_id = $1 AND $2 <> ''"],
  ['is on another roll, or back', "SET school = CASE school WHEN $2 THEN 'elsewhere' ELSE $2 END WHERE person_id = $1"],
] as const;

/** Confirming an objection is left out: it comes with one that was received. */
const ANY = APPLICATION_COMMANDS.filter((type) => type !== 'ConfirmObjection');

function nonsense(step: Step, type: ApplicationCommandType, it: Lying, reason: TextRef): ApplicationCommand {
  const { revision, submission = newId() } = it;
  const batch = one(step.world.batches, step) ?? newId();
  const objection = newId();
  const bare: Partial<Record<ApplicationCommandType, object>> = {
    SubmitApplication: { submission },
    ConfirmApplication: { submission },
    SendApplicationBackToDraft: { submission },
    ApproveApplication: { revision },
    ReturnApplication: { revision, items: ['bank-card', 'bank-card'] },
    ResubmitApplication: { revision, changed: [] },
    RejectApplication: { revision, reason: '' },
    HoldApplication: { reason },
    ResolveObjection: { objection, upheld: true },
    ReachMoment: { moment: '1/never' },
    FreezeForPayment: { batch },
    Unfreeze: { batch },
    SettlePayment: { batch, outcome: 'paid' },
  };
  return { type, ...bare[type] } as ApplicationCommand;
}
