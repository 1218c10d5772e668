import { describe, expect, it } from '@jest/globals';
import { isAway } from './away.js';

const coded = (code: string) => Object.assign(new Error(code), { code });

describe('PostgreSQL is away', () => {
  it.each([
    ['a connection that is refused', coded('ECONNREFUSED')],
    ['a server that is being shut down', coded('57P01')],
    ['a server that is starting up', coded('57P03')],
    ['too many connections', coded('53300')],
    ['a full disk', coded('53100')],
    ['a server that cannot write its own log', Object.assign(coded('XX000'), { severity: 'PANIC' })],
    ['a connection that ends under a statement', new Error('Connection terminated unexpectedly')],
    ['a connection that does not come about', new Error('timeout exceeded when trying to connect')],
    ['a statement that is not answered', new Error('Query read timeout')],
    [
      'a statement on a connection that has broken',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
  ])('at %s', (_, error) => {
    expect(isAway(error)).toBe(true);
  });

  it.each([
    ['a unique constraint', coded('23505')],
    ['a statement that is wrong', coded('42601')],
    ['a fault within PostgreSQL that it survives', Object.assign(coded('XX000'), { severity: 'ERROR' })],
    ['a fault of ours', new TypeError('x is undefined')],
    ['what is no error', 'ECONNREFUSED'],
  ])('but not at %s', (_, error) => {
    expect(isAway(error)).toBe(false);
  });
});
