import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Persistence } from '#persistence';
import { ApplicationsModule } from './applications/applications.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BulkDecisionsModule } from './bulk-decisions/bulk-decisions.module.js';
import { ApiConfig } from './config.js';
import { ConsoleModule } from './console/console.module.js';
import { CoverageModule } from './coverage/coverage.module.js';
import { DoorModule } from './door/door.module.js';
import { HealthModule } from './health/health.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { InboxModule } from './inbox/inbox.module.js';
import { LiveModule } from './live/live.module.js';
import { MySchoolModule } from './my-school/my-school.module.js';
import { ObjectionsModule } from './objections/objections.module.js';
import { PaymentBatchesModule } from './payment-batches/payment-batches.module.js';
import { persistenceModule } from './persistence.module.js';
import { PublicNoticeModule } from './public-notice/public-notice.module.js';
import { ReferenceDataModule } from './reference-data/reference-data.module.js';
import { AuthGuard } from './session/auth.guard.js';
import { SessionModule } from './session/session.module.js';
import { StudentsModule } from './students/students.module.js';
import { SubmissionsModule } from './submissions/submissions.module.js';
import { SupervisionModule } from './supervision/supervision.module.js';
import { WorklistModule } from './worklist/worklist.module.js';

/** One module per feature, one folder each. */
const FEATURES = [
  ConsoleModule,
  ApplicationsModule,
  AuditModule,
  BulkDecisionsModule,
  CoverageModule,
  HealthModule,
  ImportsModule,
  InboxModule,
  LiveModule,
  MySchoolModule,
  ObjectionsModule,
  PaymentBatchesModule,
  PublicNoticeModule,
  ReferenceDataModule,
  SessionModule,
  StudentsModule,
  SubmissionsModule,
  SupervisionModule,
  WorklistModule,
];

@Global()
@Module({})
export class AppModule {}

/** The whole application over one configuration and one vault. */
export const appModule = (config: ApiConfig, persistence: Persistence): DynamicModule => ({
  module: AppModule,
  imports: [persistenceModule(persistence), DoorModule, ...FEATURES],
  providers: [
    { provide: ApiConfig, useValue: config },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [ApiConfig],
});
