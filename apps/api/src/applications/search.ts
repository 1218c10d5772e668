import { normaliseIdNumber, normaliseName } from '#domain';
import type { ChildSearch } from '#persistence';
import { ProblemError } from '../problems/problem-error.js';
import type { ChildSearchDto } from './search.dto.js';

/** A family name alone finds a tenth of the county. */
const SHORTEST_NAME = 2;

/** What was typed, in the one form in which names and numbers are kept. */
export function searchOf({ name, idNumber }: ChildSearchDto): ChildSearch {
  if ((name === undefined) === (idNumber === undefined))
    throw ProblemError.ofField(
      'name',
      'oneOfTwo',
      '请输入姓名或身份证号之一',
      'give either a name or an identity number',
    );
  if (idNumber !== undefined) return { idNumber: normaliseIdNumber(idNumber) };
  const beginning = normaliseName(name!);
  if ([...beginning].length < SHORTEST_NAME)
    throw ProblemError.ofField('name', 'tooShort', '姓名请至少输入两个字', 'type at least two characters of the name');
  return { name: beginning };
}
