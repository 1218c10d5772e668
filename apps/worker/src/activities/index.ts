import type { Persistence } from '#persistence';
import { paymentBatchActivities } from './payment-batch.activities.js';
import { momentActivities } from './reach-moment.activities.js';
import { rosterImportActivities } from './roster-import.activities.js';

/** All activities the worker serves, each set bound to the vault it works on. */
export const createActivities = (persistence: Persistence) => ({
  ...momentActivities(persistence),
  ...paymentBatchActivities(persistence),
  ...rosterImportActivities(persistence),
});

/** What workflows import, as a type only. */
export type Activities = ReturnType<typeof createActivities>;
