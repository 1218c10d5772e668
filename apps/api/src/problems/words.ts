import { roleName } from './names.js';
import type { ProblemParams } from './problem-error.js';

type Param = ProblemParams[string] | undefined;
export const list = (value: Param): string[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [String(value)];
export const listed = (value: Param, before: string, between: string): string =>
  list(value).length > 0 ? before + list(value).join(between) : '';
export const yuan = (fen: Param): string => (Number(fen) / 100).toFixed(2);
export const roles = (value: Param, language: 'zh' | 'en'): string =>
  String(value ?? '')
    .split('|')
    .map((role) => roleName(role, language))
    .join(language === 'zh' ? '或' : ' or ');

export function others({ mayAct }: ProblemParams, language: 'zh' | 'en'): string {
  const names = list(mayAct);
  if (mayAct === undefined) return language === 'zh' ? '请由其他人员办理。' : 'Somebody else must act.';
  if (names.length === 0)
    return language === 'zh'
      ? '该岗位目前没有其他人员，请联系上级指定。'
      : 'Nobody else holds that seat at present; ask the level above to name somebody.';
  return language === 'zh' ? `可由${names.join('、')}办理。` : `${names.join(', ')} may act.`;
}
