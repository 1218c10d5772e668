import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { RosterImportInput } from '#contracts';
import type { Activities } from '../activities/index.js';

// A county's largest school takes minutes and reports after every chunk. It is tried for ever: what a clerk uploaded
// is drafted, or the row says why it is not.
const { draftRoster } = proxyActivities<Pick<Activities, 'draftRoster'>>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** A roster too large to be drafted while its clerk waits: its rows hold how far it is, and this only drives them. */
export async function rosterImportWorkflow({ id }: RosterImportInput): Promise<void> {
  setCurrentDetails('花名册导入：正在读取、核对并逐行建立申请，进度见“导入花名册”页面');
  await draftRoster(id);
  setCurrentDetails('花名册导入：已完成');
}
