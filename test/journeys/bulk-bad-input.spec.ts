import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#persistence';
import { smallCounty } from '../factories/small-county.js';
import { ApiUnderTest, type Caller } from '../harness/api.js';

let api: ApiUnderTest;
let reviewer: Caller;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  const county = await smallCounty(api.persistence, 1);
  reviewer = await api.signIn(county.staff.reviewer);
});
afterAll(() => api.stop());

describe('a bulk that cannot be meant', () => {
  const id = newId();
  it.each([
    ['a return that names nothing', { command: 'return', selection: { submissionId: id } }, 400],
    ['a rejection without a reason', { command: 'reject', selection: { submissionId: id } }, 400],
    [
      'an approval with items to correct',
      { command: 'approve', items: ['bank-card'], selection: { submissionId: id } },
      400,
    ],
    [
      'two selections',
      { command: 'approve', selection: { submissionId: id, applications: [{ id, revision: 1 }] } },
      400,
    ],
    ['no selection', { command: 'approve', selection: {} }, 400],
    ['a field nobody knows', { command: 'approve', skipChecks: true, selection: { submissionId: id } }, 400],
    [
      'an application twice',
      {
        command: 'approve',
        selection: {
          applications: [
            { id, revision: 1 },
            { id, revision: 1 },
          ],
        },
      },
      422,
    ],
    ['a submission without tasks for this seat', { command: 'approve', selection: { submissionId: id } }, 422],
  ])('%s is refused before anything is made', async (_, body, status) => {
    const before = await api.persistence.db.query<{ n: number }>('t-bulks', 'SELECT count(*) AS n FROM bulks');
    const answer = await reviewer.post('/bulk-decisions', { body });
    expect(answer.status).toBe(status);
    expect(await api.persistence.db.query('t-bulks', 'SELECT count(*) AS n FROM bulks')).toEqual(before);
  });
});
