import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';

/**
 * What needs the database is a normal activity: while the database is away its retries write nothing into the history,
 * those of a local activity would. It is retried for ever: what is due stays due.
 */
export const { reachMoment } = proxyActivities<Pick<Activities, 'reachMoment'>>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});
