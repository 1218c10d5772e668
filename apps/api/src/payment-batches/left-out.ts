import type { Programme, Rejection } from '#domain';
import { officeNames, type Persistence } from '#persistence';
import { reasonWords } from '../door/explain.js';
import { CATALOGUE } from '../problems/catalogue.js';

/** Each of these with its reason as a sentence in both languages; one look-up for however many there are. */
export async function inWords<Item extends { readonly rejection: Rejection }>(
  { db }: Persistence,
  programme: Programme,
  items: readonly Item[],
): Promise<(Item & { zh: string; en: string })[]> {
  const schools = items.flatMap(({ rejection: { params } }) =>
    typeof params?.enrolledAt === 'string' ? [params.enrolledAt] : [],
  );
  const names = await officeNames(db, schools);
  return items.map((item) => {
    const { code, params = {} } = item.rejection;
    const known = {
      ...params,
      ...(Array.isArray(params.reasons) && reasonWords(programme, params.reasons)),
      ...(typeof params.enrolledAt === 'string' && { enrolledAtName: names.get(params.enrolledAt) }),
    };
    return { ...item, zh: CATALOGUE[code].zh(known), en: CATALOGUE[code].en(known) };
  });
}
