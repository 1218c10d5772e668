import { Context } from '@temporalio/activity';
import { advanceImport, type Persistence } from '#persistence';
import { openRosterSource } from './roster-source.js';

export const rosterImportActivities = (persistence: Persistence) => ({
  /**
   * Reads a large roster, checks its rows and drafts what their children are entitled to. Each row remembers what is
   * left to do, and each row and programme lead to one application: killed anywhere and run again it goes on there.
   */
  async draftRoster(id: string): Promise<void> {
    const context = Context.current();
    await advanceImport(persistence, id, {
      open: openRosterSource,
      onProgress: (done) => {
        context.heartbeat(done);
        // A worker that shuts down stops between two transactions; the next one goes on.
        context.cancellationSignal.throwIfAborted();
      },
    });
  },
});
