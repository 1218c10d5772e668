import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Persistence } from '#persistence';

/** The vault, for every feature. Whoever opened it closes it: see `createApp`. */
@Global()
@Module({})
export class PersistenceModule {
  static with(persistence: Persistence): DynamicModule {
    return { module: PersistenceModule, providers: [{ provide: Persistence, useValue: persistence }], exports: [Persistence] };
  }
}
