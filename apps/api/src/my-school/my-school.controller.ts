import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAnswers } from '../problems/api-answers.js';
import { CurrentSeat, type SeatedSession } from '../session/current-session.js';
import { Permit } from '../session/permit.js';
import { ChildrenPageView, ChildrenQuery, MySchoolQuery, MySchoolView } from './my-school.dto.js';
import { MySchoolService } from './my-school.service.js';

@ApiTags('my school')
@Permit('clerk', 'head')
@Controller('my-school')
export class MySchoolController {
  constructor(private readonly mySchool: MySchoolService) {}

  @Get()
  @ApiOperation({ summary: "Your school's children in four counts: to confirm, missing, returned, paid" })
  @ApiAnswers({ status: 200, type: MySchoolView }, 'ACCESS.WRONG_ROLE', 'ACCESS.WRONG_LEVEL')
  overview(@CurrentSeat() session: SeatedSession, @Query() query: MySchoolQuery): Promise<MySchoolView> {
    return this.mySchool.overview(session, query);
  }

  @Get('children')
  @ApiOperation({ summary: "Your school's children by class, each with where its applications are" })
  @ApiAnswers(
    { status: 200, type: ChildrenPageView },
    'ACCESS.WRONG_ROLE',
    'ACCESS.WRONG_LEVEL',
    'REQUEST.CURSOR_INVALID',
  )
  children(@CurrentSeat() session: SeatedSession, @Query() query: ChildrenQuery): Promise<ChildrenPageView> {
    return this.mySchool.children(session, query);
  }
}
