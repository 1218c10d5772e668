import { Context } from '@temporalio/activity';
import { draftImport, type Persistence } from '#persistence';

export const rosterImportActivities = (persistence: Persistence) => ({
  /**
   * Drafts what the children of a large roster are entitled to. Each row remembers whether it is done, and each row
   * and programme lead to one application: killed anywhere and run again it goes on with what is left.
   */
  async draftRoster(id: string): Promise<void> {
    const context = Context.current();
    await draftImport(persistence, id, (done) => {
      context.heartbeat(done);
      // A worker that shuts down stops between two transactions; the next one goes on.
      context.cancellationSignal.throwIfAborted();
    });
  },
});
