import { type Rejection, SYSTEM } from '#domain';
import { newId } from '../ids.js';
import type { Persistence } from '../persistence.js';
import { awaitingPayment, type BatchScope } from './awaiting-payment.js';

export interface BatchPreview {
  readonly count: number;
  readonly totalFen: number;
  readonly excluded: readonly { application: string; name: string; school: string; rejection: Rejection }[];
}

/** What a batch made now would hold and leave out, asked of the same door; nothing is written and nobody told. */
export async function previewBatch(persistence: Persistence, scope: BatchScope): Promise<BatchPreview> {
  const batch = newId();
  const taken: string[] = [];
  const excluded: { application: string; rejection: Rejection }[] = [];
  for await (const chunk of awaitingPayment(persistence, scope)) {
    const commands = chunk.map((id) => ({
      kind: 'application' as const,
      id,
      command: { type: 'FreezeForPayment' as const, batch },
    }));
    const { results } = await persistence.door.execute({
      actor: SYSTEM,
      post: null,
      commands,
      mode: 'each',
      preview: true,
    });
    for (const result of results) {
      if (result.ok) taken.push(result.id);
      else excluded.push({ application: result.id, rejection: result.rejection });
    }
  }
  const [row] = await persistence.db.query<{ totalFen: number }>(
    'preview-total',
    `SELECT coalesce(sum(amount_fen - (SELECT coalesce(sum(p.amount_fen), 0) FROM payments p WHERE p.application_id = a.id AND p.live)), 0)::bigint AS "totalFen"
     FROM applications a WHERE a.id = ANY($1::uuid[])`,
    [taken],
  );
  return { count: taken.length, totalFen: row!.totalFen, excluded: await named(persistence, excluded) };
}

async function named(
  { db }: Persistence,
  excluded: readonly { application: string; rejection: Rejection }[],
): Promise<BatchPreview['excluded']> {
  if (excluded.length === 0) return [];
  const rows = await db.query<{ id: string; name: string; school: string }>(
    'preview-names',
    'SELECT a.id, p.name, a.school FROM applications a JOIN persons p ON p.id = a.subject_id WHERE a.id = ANY($1::uuid[])',
    [excluded.map(({ application }) => application)],
  );
  const byId = new Map(rows.map(({ id, ...who }) => [id, who]));
  return excluded.flatMap((each) => {
    const who = byId.get(each.application);
    return who ? [{ ...each, ...who }] : [];
  });
}
