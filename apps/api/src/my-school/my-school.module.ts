import { Module } from '@nestjs/common';
import { MySchoolController } from './my-school.controller.js';
import { MySchoolService } from './my-school.service.js';

@Module({ controllers: [MySchoolController], providers: [MySchoolService] })
export class MySchoolModule {}
