import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { currentSnapshots, findCountyOf, openPeriods, Persistence } from '#persistence';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { PeriodView, ProgrammeView, SnapshotView } from './reference-data.dto.js';

/** What everything else refers to. Loaded by the installer, never changed over HTTP. */
@ApiTags('reference data')
@Controller()
export class ReferenceDataController {
  constructor(private readonly persistence: Persistence) {}

  @Get('periods')
  @Permit('any-seat')
  @ApiOperation({ summary: 'Periods (学期) that have been opened, newest first' })
  @ApiAnswers({ status: 200, type: [PeriodView] })
  periods(): Promise<PeriodView[]> {
    return openPeriods(this.persistence);
  }

  @Get('programmes')
  @Permit('any-seat')
  @ApiOperation({ summary: 'Programmes that are active in your county' })
  @ApiAnswers({ status: 200, type: [ProgrammeView] })
  async programmes(@CurrentSeat() { office }: SeatedSession): Promise<ProgrammeView[]> {
    const county = await findCountyOf(this.persistence.db, office);
    const programmes = county ? await this.persistence.reference.activeProgrammes(county) : [];
    return programmes.map(({ code, version, title, schoolStages, source, route, rejectReasons, correctableItems }) => ({
      code,
      version,
      title,
      schoolStages,
      source,
      stages: route.map((stage) => ({ code: stage.key, ...stage.title })),
      rejectReasons,
      correctableItems,
    }));
  }

  @Get('snapshots')
  @Permit('any-seat')
  @ApiOperation({ summary: 'Roll, registry and special children that count now in your county' })
  @ApiAnswers({ status: 200, type: [SnapshotView] })
  async snapshots(@CurrentSeat() { office }: SeatedSession): Promise<SnapshotView[]> {
    const county = await findCountyOf(this.persistence.db, office);
    return county ? Object.values(await currentSnapshots(this.persistence, county)) : [];
  }
}
