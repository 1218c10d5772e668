import { clockStands } from './standing.js';
import type { ApplicationState, Phase } from './state.js';
import { outstanding, totalFen } from './state.js';

const WITH_VISIT: readonly Phase[] = ['in-review', 'returned', 'in-public-notice', 'awaiting-payment'];
const IN_BATCH: readonly Phase[] = ['paying', 'paid', 'payment-failed'];
const PHASE_OF_KIND = { review: 'in-review', notice: 'in-public-notice', payment: 'awaiting-payment' } as const;

/** Everything that holds in every state an application can be in; the names of what does not. */
export function brokenInvariants(s: ApplicationState): string[] {
  const { phase, visit, clock } = s;
  const because = clock.running ? null : clock.because;
  const holds: Record<string, boolean> = {
    'a visit exactly in the phases that have one': (visit !== null) === WITH_VISIT.includes(phase),
    'the phase is the visit’s kind': !visit || phase === 'returned' || PHASE_OF_KIND[visit.kind] === phase,
    'returned, and only then, with what to correct and a stopped clock':
      (phase === 'returned') === (s.returned !== null) && (phase === 'returned') === (because === 'returned'),
    'held exactly while the clock stands because of it': (s.held !== null) === (because === 'held'),
    'an objection exactly while the clock stands because of it': (s.objection !== null) === (because === 'objection'),
    'an objection only to what is posted': s.objection === null || phase === 'in-public-notice',
    'its clock stands exactly where lists say so':
      clockStands({
        phase,
        held: s.held !== null,
        objected: s.objection !== null,
      }) === !clock.running,
    'rejected, and only then, with a reason': (phase === 'rejected') === (s.rejected !== null),
    'in a batch exactly when paying, paid or sent back': (s.batch !== null) === IN_BATCH.includes(phase),
    'the amount is the sum of its lines':
      s.amountFen === totalFen(s.items) && s.items.every((line) => line.amountFen > 0),
    'reserved is what was promised and has not arrived': s.reservedFen === (promised(s) ? totalFen(outstanding(s)) : 0),
    'the revision does not run ahead of the version': s.revision <= s.version,
    'visits are counted': visit === null || (visit.no >= 1 && visit.no <= s.visits),
    'a visit lies on the route, at the office that the route names': !visit || onRoute(s),
    'no deadline before its opening': !visit || visit.dueAt >= visit.openedAt,
    'nothing is reminded and nobody has opened without a visit':
      visit !== null || (s.lastMoment === null && s.openedBy === null),
    'a submission and a route from the hand-in on':
      handedIn(s) === (s.submission !== null) && handedIn(s) === s.route.length > 0,
    'who waits for money has been approved by somebody': phase !== 'awaiting-funds' || s.lastDecision !== null,
    'people are barred exactly by an appeal': s.appealed === s.barredFromAppeal.length > 0,
    'each act is kept once': new Set(s.acts.map((a) => `${a.person} ${a.stage}`)).size === s.acts.length,
    'nobody acted at two stages': new Set(s.acts.map((a) => a.person)).size === s.acts.length,
  };
  return Object.keys(holds).filter((name) => !holds[name]);
}

/** The last review has been passed, and the money has neither been given back nor fully paid. */
function promised({ phase, visit, route }: ApplicationState): boolean {
  if (phase === 'awaiting-payment' || phase === 'paying' || phase === 'payment-failed') return true;
  if (phase !== 'in-public-notice') return false;
  return route.findIndex((r) => r.stage === visit!.stage) > route.findLastIndex((r) => r.kind === 'review');
}

function onRoute({ visit, route }: ApplicationState): boolean {
  return route.some((r) => r.stage === visit!.stage && r.office === visit!.office && r.role === visit!.role);
}

/** A draft, a discarded one and one withdrawn as a draft never were handed in. */
function handedIn({ phase, acts }: ApplicationState): boolean {
  if (phase === 'draft' || phase === 'discarded') return false;
  return phase !== 'withdrawn' || acts.length > 0;
}
