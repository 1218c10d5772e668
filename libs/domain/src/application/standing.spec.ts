import { describe, expect, it } from '@jest/globals';
import { APPLICATION_RULES } from './commands.js';
import { phasesOf, SCHOOL_STANDING, STANDINGS } from './standing.js';
import { PHASES } from './state.js';

describe('what a phase is to the school', () => {
  it('is said of every phase, and every standing has one', () => {
    expect(STANDINGS.flatMap(phasesOf).sort()).toEqual([...PHASES].sort());
    expect(STANDINGS.every((standing) => phasesOf(standing).length > 0)).toBe(true);
  });

  it('agrees with the law: the head confirms where it is to be confirmed, the clerk corrects where it was returned', () => {
    expect(APPLICATION_RULES.ConfirmApplication.from.map((phase) => SCHOOL_STANDING[phase])).toEqual(['to-confirm']);
    expect(APPLICATION_RULES.ResubmitApplication.from.map((phase) => SCHOOL_STANDING[phase])).toEqual(['returned']);
    expect(APPLICATION_RULES.SubmitApplication.from.map((phase) => SCHOOL_STANDING[phase])).toEqual(['not-handed-in']);
  });
});
