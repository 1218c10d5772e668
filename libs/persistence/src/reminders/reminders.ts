import type { Audience, Limit, Programme } from '#domain';
import type { Database, Tx } from '../database.js';
import { newId } from '../ids.js';
import type { Reference } from '../reference.js';
import { inTransaction } from '../transaction.js';
import { hasQuietHours, isWorkingTime } from './quiet-hours.js';

/** One reminder as a digest tells it. Offices and programmes by name, children not at all. */
export interface DigestItem {
  readonly kind: 'application' | 'submission';
  readonly stream: string;
  readonly moment: string;
  readonly audience: Audience;
  /** Epoch ms. */
  readonly dueAt: number;
  readonly school: string;
  /** Who has to act. */
  readonly office: string;
  readonly programme: string;
  /** The stage by its name in the programme; null for a submission. */
  readonly stage: string | null;
}

export interface DigestText {
  readonly subject: string;
  readonly body: string;
}

export interface RemindersOptions {
  /** Reminders that come due in quick succession go into one message: it waits for this many ms of quiet … */
  readonly settle: number;
  /** … but not longer than this for the first of them. */
  readonly longestWait: number;
  /** E-mail is wanted for people who have an address. */
  readonly mail: boolean;
}

interface Waiting {
  staff: string;
  kind: DigestItem['kind'];
  programme_code: string;
  programme_version: number;
  stage: string | null;
  first_at: number;
  last_at: number;
}

interface Facts {
  id: string;
  stream: string;
  kind: DigestItem['kind'];
  moment: string;
  audience: Audience;
  due_at: number;
  programme_code: string;
  programme_version: number;
  stage: string | null;
  school: string;
  office: string | null;
  outdated: string | null;
}

/**
 * What is owed to people. A reminder is a row that the door wrote; it is told to every holder of its seat, and is sent
 * when all of them have been told. The queue that calls these functions may lose everything at any moment.
 */
export class Reminders {
  constructor(
    private readonly db: Database,
    private readonly reference: Reference,
    private readonly options: RemindersOptions,
  ) {}

  /** The people to whom something may be told now. */
  async peopleToTell(now: number): Promise<string[]> {
    const groups = await this.db.query<Waiting & Record<string, unknown>>('reminders-waiting', WAITING);
    const byPerson = new Map<string, { first: number; last: number }>();
    for (const group of groups) {
      if (!(await this.mayTell(group, now))) continue;
      const { first, last } = byPerson.get(group.staff) ?? { first: group.first_at, last: group.last_at };
      byPerson.set(group.staff, { first: Math.min(first, group.first_at), last: Math.max(last, group.last_at) });
    }
    const { settle, longestWait } = this.options;
    return [...byPerson].flatMap(([staff, { first, last }]) =>
      last <= now - settle || first <= now - longestWait ? [staff] : [],
    );
  }

  /**
   * Tells one person all that is pending for their seats, as one message in their inbox, in one transaction: whether
   * each is still true is asked here, at the moment of sending. Resolves to the message's id, or to null where there
   * was nothing to tell; so it may be called any number of times.
   */
  async tell(
    staff: string,
    now: number,
    compose: (items: readonly DigestItem[]) => DigestText,
  ): Promise<string | null> {
    return inTransaction(this.db, async (tx) => {
      // Another holder of the same seat may be told at this moment: each waits for the row, then looks again.
      const { rows: locked } = await tx.query<{ id: string }>({ name: 'reminders-lock', text: LOCK, values: [staff] });
      if (locked.length === 0) return null;
      const { rows } = await tx.query<Facts>({
        name: 'reminders-facts',
        text: FACTS,
        values: [locked.map((row) => row.id)],
      });
      await drop(tx, rows);
      const items = await this.itemsOf(
        rows.filter((row) => row.outdated === null),
        now,
      );
      if (items.length === 0) return null;
      const message = newId();
      await tx.query({
        name: 'reminders-told',
        text: TOLD,
        values: [items.map(({ id }) => id), staff],
      });
      const listed = newestOfEach(items.map(({ item }) => item));
      const { subject, body } = compose(listed);
      await tx.query({
        name: 'inbox-message',
        text: `INSERT INTO inbox_messages (id, staff_id, at, subject, body, items, mail_state)
               SELECT $1, s.id, $3, $4, $5, $6, CASE WHEN $7 AND s.email IS NOT NULL THEN 'pending' END FROM staff s WHERE s.id = $2`,
        values: [message, staff, now, subject, body, JSON.stringify(listed.map(withLink)), this.options.mail],
      });
      return message;
    });
  }

  private async itemsOf(rows: readonly Facts[], now: number): Promise<{ id: string; item: DigestItem }[]> {
    const items: { id: string; item: DigestItem }[] = [];
    for (const row of rows) {
      if (!(await this.mayTell(row, now))) continue;
      const { kind, stream, moment, audience, school } = row;
      const programme = await this.reference.programme(row.programme_code, row.programme_version);
      const stage = programme.route.find((spec) => spec.key === row.stage)?.title.zh ?? row.stage;
      const office = row.office ?? school;
      items.push({
        id: row.id,
        item: {
          kind,
          stream,
          moment,
          audience,
          dueAt: row.due_at,
          school,
          office,
          programme: programme.title.zh,
          stage,
        },
      });
    }
    return items;
  }

  private async mayTell(
    of: Pick<Facts, 'kind' | 'stage' | 'programme_code' | 'programme_version'>,
    now: number,
  ): Promise<boolean> {
    const programme = await this.reference.programme(of.programme_code, of.programme_version);
    const limit = limitOf(programme, of);
    return !limit || !hasQuietHours(limit) || isWorkingTime(await this.reference.currentCalendar(), now);
  }
}

/** A case reminded of twice before anybody could be told (over a weekend, say) is one item, as it stands now. */
function newestOfEach(items: readonly DigestItem[]): DigestItem[] {
  const newest = new Map(items.map((item) => [`${item.stream} ${item.audience === 'office'}`, item]));
  return [...newest.values()];
}

const limitOf = (programme: Programme, { kind, stage }: Pick<Facts, 'kind' | 'stage'>): Limit | undefined =>
  kind === 'submission' ? programme.submissionWindow.closes : programme.route.find((spec) => spec.key === stage)?.limit;

const withLink = (item: DigestItem) => ({ ...item, link: `/${item.kind}s/${item.stream}` });

async function drop(tx: Tx, rows: readonly Facts[]): Promise<void> {
  const outdated = rows.filter((row) => row.outdated !== null);
  if (outdated.length === 0) return;
  await tx.query({
    name: 'reminders-drop',
    text: `UPDATE reminders r SET state = 'dropped', reason = x.reason FROM unnest($1::uuid[], $2::text[]) AS x(id, reason) WHERE r.id = x.id`,
    values: [outdated.map((row) => row.id), outdated.map((row) => row.outdated)],
  });
}

/** Pending reminders by person, and by what decides whether now is a time to tell them. */
const WAITING = `
  SELECT p.staff_id AS staff, r.kind, coalesce(a.programme_code, s.programme_code) AS programme_code,
         coalesce(a.programme_version, s.programme_version) AS programme_version, a.stage,
         min(r.came_due_at) AS first_at, max(r.came_due_at) AS last_at
  FROM reminders r
  JOIN posts p ON p.office = r.office AND p.role = r.role AND p.ended_at IS NULL
  LEFT JOIN applications a ON r.kind = 'application' AND a.id = r.stream
  LEFT JOIN submissions s ON r.kind = 'submission' AND s.id = r.stream
  WHERE r.state = 'pending' AND p.staff_id <> ALL(r.told)
  GROUP BY 1, 2, 3, 4, 5`;

const LOCK = `
  SELECT r.id FROM reminders r
  WHERE r.state = 'pending' AND $1 <> ALL(r.told)
    AND EXISTS (SELECT FROM posts p WHERE p.staff_id = $1 AND p.ended_at IS NULL AND p.office = r.office AND p.role = r.role)
  ORDER BY r.id FOR UPDATE OF r`;

// Still the same visit, still waiting for somebody, still the same deadline? A returned application's task is the
// school's correction and carries the number of the visit that sent it back.
const FACTS = `
  SELECT r.id, r.stream, r.kind, r.moment, r.audience, r.due_at,
         coalesce(a.programme_code, s.programme_code) AS programme_code,
         coalesce(a.programme_version, s.programme_version) AS programme_version, a.stage,
         school.name AS school, coalesce(office.office_name, office.name) AS office,
         CASE
           WHEN r.kind = 'application' AND (t.visit IS NULL OR t.stage = 'correction') THEN 'decided'
           WHEN r.kind = 'application' AND t.stopped THEN 'stopped'
           WHEN r.kind = 'application' AND t.due_at > r.due_at THEN 'deadline-moved'
           WHEN r.kind = 'submission' AND s.phase = 'confirmed' THEN 'handed-in'
           WHEN r.kind = 'submission' AND s.due_at > r.due_at THEN 'deadline-moved'
         END AS outdated
  FROM reminders r
  LEFT JOIN applications a ON r.kind = 'application' AND a.id = r.stream
  LEFT JOIN submissions s ON r.kind = 'submission' AND s.id = r.stream
  LEFT JOIN tasks t ON r.kind = 'application' AND t.application_id = r.stream AND t.visit = r.visit
  JOIN organisations school ON school.code = coalesce(a.school, s.school)
  LEFT JOIN organisations office ON office.code = t.office
  WHERE r.id = ANY($1::uuid[]) ORDER BY r.due_at, r.came_due_at, r.id`;

const TOLD = `
  UPDATE reminders r SET told = r.told || $2::uuid, state = CASE WHEN EXISTS (
    SELECT FROM posts p WHERE p.office = r.office AND p.role = r.role AND p.ended_at IS NULL AND p.staff_id <> $2 AND p.staff_id <> ALL(r.told))
    THEN 'pending' ELSE 'sent' END
  WHERE r.id = ANY($1::uuid[])`;
