import { Module } from '@nestjs/common';
import { StudentController } from './student.controller.js';

@Module({ controllers: [StudentController] })
export class StudentsModule {}
