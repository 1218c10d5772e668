import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Bulks, Persistence } from '#persistence';
import { BulkDecisionsController } from './bulk-decisions.controller.js';
import { BulkDecisionsService } from './bulk-decisions.service.js';

/** How often this process looks for bulks whose own process died. */
const LOOK_EVERY_MS = 15_000;

@Module({
  controllers: [BulkDecisionsController],
  providers: [
    BulkDecisionsService,
    { provide: Bulks, inject: [Persistence], useFactory: (persistence: Persistence) => new Bulks(persistence) },
  ],
})
export class BulkDecisionsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly bulks: Bulks) {}

  /** A database that is away now is asked again later: the API starts without it. */
  onApplicationBootstrap(): void {
    const look = () => void this.bulks.resume().catch(() => {});
    look();
    this.timer = setInterval(look, LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.bulks.close();
  }
}
