import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eraseSettledFiles, openBankFile, sha256Hex } from '#persistence';
import { testPersistence } from '../factories/persistence.js';
import { type Lives, severalLives } from '../factories/several-lives.js';
import { type SmallCounty, smallCounty } from '../factories/small-county.js';

const DAY = 86_400_000;

let county: SmallCounty;
let lives: Lives;
let close: () => Promise<void>;

beforeAll(async () => {
  const clock = { now: Date.now() - 60 * DAY };
  const opened = await testPersistence(() => clock.now);
  close = opened.close;
  county = await smallCounty(opened.persistence, 20);
  lives = await severalLives(county, clock);
}, 60_000);
afterAll(() => close());

const query = <Row extends Record<string, unknown>>(text: string) =>
  county.persistence.db.query<Row>(`t-${sha256Hex(text).slice(0, 12)}`, text);
const left = async () =>
  (
    await query<{ files: number; contacts: number; proofs: number }>(
      `SELECT (SELECT count(cipher) FROM bank_files)::int AS files, (SELECT count(contact_cipher) FROM objections)::int AS contacts,
              (SELECT count(sha256) FROM bank_files)::int AS proofs`,
    )
  )[0]!;

describe('bank files and objectors’ contacts', () => {
  it('are kept while they are younger than 90 days, or somebody still works with them', async () => {
    const before = await left();
    expect(before.files).toBeGreaterThan(2);
    expect(before.contacts).toBe(1);
    await query(`UPDATE payment_batches SET last_at = last_at - ${200 * DAY}, phase = 'sent' WHERE phase = 'settled'`);
    await query(`UPDATE objections SET state = 'confirmed', at = at - ${200 * DAY}`);
    expect(await eraseSettledFiles(county.persistence.db)).toEqual({ bankFiles: 0, contacts: 0 });
    expect(await left()).toEqual(before);
  });

  it('are erased after that; what proves a copy to be the file stays, and so does every total', async () => {
    const { db } = county.persistence;
    const { files, proofs } = await left();
    await query("UPDATE payment_batches SET phase = 'settled' WHERE phase = 'sent'");
    await query("UPDATE objections SET state = 'dismissed'");
    expect(await eraseSettledFiles(db)).toEqual({ bankFiles: files, contacts: 1 });
    expect(await left()).toEqual({ files: 0, contacts: 0, proofs });
    expect(await openBankFile(county.persistence, county.staff.finance.actor, lives.batch, '农业银行')).toBeNull();
    expect(await eraseSettledFiles(db)).toEqual({ bankFiles: 0, contacts: 0 });
  });
});
