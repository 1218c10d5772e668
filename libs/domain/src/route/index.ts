import type { Place, Role } from '../access/index.js';
import type { Programme, StageSpec } from '../programme/index.js';

/** One stage of the route, resolved to the office that will act. Recorded in the submission's event. */
export interface RouteStage {
  readonly stage: string;
  readonly kind: StageSpec['kind'];
  readonly office: string;
  readonly role: Role;
}

/**
 * Resolves a programme's stages to offices. A school directly under the county has no township: its
 * township stages fall away. `amountFen` decides stages that depend on the amount.
 */
export function resolveRoute(programme: Programme, place: Place, amountFen: number): RouteStage[] {
  const passed = programme.route
    .filter((spec) => !(spec.level === 'township' && place.township === null))
    .filter((spec) => spec.when?.amountAboveFen === undefined || amountFen > spec.when.amountAboveFen);
  const firstReview = passed.findIndex((spec) => spec.kind === 'review');
  return passed
    .slice(firstReview) // a notice whose review fell away falls away too: nothing unseen is posted
    .map((spec) => ({ stage: spec.key, kind: spec.kind, office: officeOf(spec, place), role: spec.role as Role }));
}

function officeOf(spec: StageSpec, place: Place): string {
  switch (spec.level) {
    case 'school':
      return place.school;
    case 'township':
      return place.township ?? place.county;
    default:
      return place.county;
  }
}
