import { barredPersons } from './guards.js';
import type { ApplicationState } from './state.js';

/** An open task (待办): the seat it is addressed to, until when, and who may not take it. */
export interface Task {
  readonly visit: number;
  readonly stage: string;
  readonly office: string;
  readonly role: string;
  readonly dueAt: number | null;
  readonly barred: readonly string[];
  readonly flagged: boolean;
  readonly stopped: boolean;
}

/** What somebody has to do now; null while the application waits for nobody (a draft, a notice, the bank, the end). */
export function taskOf(state: ApplicationState): Task | null {
  const { visit } = state;
  if (state.phase === 'returned') {
    return {
      visit: state.visits,
      stage: 'correction',
      office: state.place.school,
      role: 'clerk',
      dueAt: null,
      barred: [],
      flagged: true,
      stopped: false,
    };
  }
  if (!visit || visit.kind === 'notice') return null;
  return {
    visit: visit.no,
    stage: visit.stage,
    office: visit.office,
    role: visit.role,
    dueAt: visit.dueAt,
    barred: barredPersons(state),
    flagged: state.flags.length > 0,
    stopped: !state.clock.running,
  };
}
