import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Persistence } from '#persistence';

@Global()
@Module({})
export class PersistenceModule {}

/** The vault, for every feature. Whoever opened it closes it: see `createApp`. */
export const persistenceModule = (persistence: Persistence): DynamicModule => ({
  module: PersistenceModule,
  providers: [{ provide: Persistence, useValue: persistence }],
  exports: [Persistence],
});
