import { describe, expect, it } from '@jest/globals';
import { maskCard, maskIdNumber, maskPhone } from './masks.js';

describe('masks', () => {
  it('shows region and last four of an identity number', () =>
    expect(maskIdNumber('994116201604152806')).toBe('994116********2806'));
  it('shows the last four of a card', () => expect(maskCard('6228480000000012345')).toBe('***************2345'));
  it('shows the ends of a telephone number', () => expect(maskPhone('19900001234')).toBe('199****1234'));
  it('shows nothing of what is too short to be hidden in part', () =>
    expect(maskIdNumber('99411628')).toBe('********'));
});
