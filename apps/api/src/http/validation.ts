import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldFault, ProblemError } from '../problems/problem-error.js';

const UNKNOWN = 'whitelistValidation';

/** Sentences for the constraints DTOs use; class-validator's own English one stands for any other. */
const ZH: Readonly<Record<string, string>> = {
  [UNKNOWN]: '没有这个字段',
  isString: '应为文字',
  isNotEmpty: '不能为空',
  isLength: '长度不符合要求',
  minLength: '太短',
  maxLength: '太长',
  matches: '格式不正确',
  isInt: '应为整数',
  isNumber: '应为数字',
  min: '太小',
  max: '太大',
  isBoolean: '应为 true 或 false',
  isUuid: '应为编号（UUID）',
  isIn: '不在可选范围内',
  isEnum: '不在可选范围内',
  isArray: '应为列表',
  arrayNotEmpty: '不能为空',
  arrayMinSize: '至少要有一项',
  arrayMaxSize: '项数过多',
  arrayUnique: '有重复的项',
  isObject: '应为对象',
  nestedValidation: '内容不正确',
};

/** Unknown fields are refused, types are not guessed, and every fault is named at once. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false, // a DTO without fields is a lawful one: it allows none
    exceptionFactory: (errors) => {
      const faults = errors.flatMap((error) => faultsOf(error, ''));
      return new ProblemError(
        faults.some(({ code }) => code === UNKNOWN) ? 'REQUEST.UNKNOWN_FIELD' : 'REQUEST.INVALID',
        {},
        faults,
      );
    },
  });

function faultsOf({ property, constraints, children }: ValidationError, parent: string): FieldFault[] {
  const path = parent ? `${parent}.${property}` : property;
  const own = Object.entries(constraints ?? {}).map(([code, en]) => ({ path, code, zh: ZH[code] ?? '填写不正确', en }));
  return [...own, ...(children ?? []).flatMap((child) => faultsOf(child, path))];
}
