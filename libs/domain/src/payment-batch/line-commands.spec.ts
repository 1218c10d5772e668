import { describe, expect, it } from '@jest/globals';
import { type Actor, ROLES, type Role } from '../access/index.js';
import { availableLineCommands } from './line-commands.js';
import type { LineState } from './return-file.js';

const COUNTY = '990101';
const seated = (role: Role, office = COUNTY): Actor => ({ person: 'chen', onBehalfOf: null, seat: { office, role } });
const STATES: readonly LineState[] = ['pending', 'paid', 'failed', 'unknown'];
const FAILED = { state: 'failed', payee: 'household-card', waiting: 1 } as const;

describe('a line of a bank file', () => {
  it.each(STATES)('that is %s is reissued only where the bank sent it back', (state) => {
    const commands = availableLineCommands({ ...FAILED, state }, COUNTY, seated('finance'));
    expect(commands).toEqual(state === 'failed' ? ['ReissueLine', 'CorrectAccount'] : []);
  });

  it.each(ROLES)('is for finance of the office that pays, not for its %s nor for another office', (role) => {
    const commands = availableLineCommands(FAILED, COUNTY, seated(role));
    expect(commands.length > 0).toBe(role === 'finance');
    expect(availableLineCommands(FAILED, COUNTY, seated(role, '990102'))).toEqual([]);
  });

  it('is done with once everybody behind it waits for the next batch', () => {
    expect(availableLineCommands({ ...FAILED, waiting: 0 }, COUNTY, seated('finance'))).toEqual([]);
  });

  it('to a school account brings no card: that account is corrected in the organisation’s data', () => {
    const commands = availableLineCommands({ ...FAILED, payee: 'school-account' }, COUNTY, seated('finance'));
    expect(commands).toEqual(['ReissueLine']);
  });
});
