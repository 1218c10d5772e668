import type { Condition } from './condition.js';
import { FACT_NAMES, type FactValue, GRADES_IN_ORDER, SCHOOL_STAGES } from './facts.js';
import { fault, type ProgrammeFault } from './fault.js';

/**
 * Faults of a condition. A misspelt fact or grade would not fail at run time, it would quietly leave children out,
 * so everything that can be known beforehand is checked here.
 */
export function conditionFaults(condition: unknown, path: string, subject: string): ProgrammeFault[] {
  if (typeof condition !== 'object' || condition === null) return [unreadable(path)];
  const { all, any, not } = condition as { all?: unknown; any?: unknown; not?: unknown };
  if (not !== undefined) return conditionFaults(not, `${path}/not`, subject);
  for (const [name, parts] of Object.entries({ all, any })) {
    if (parts === undefined) continue;
    if (!Array.isArray(parts) || parts.length === 0) return [unreadable(`${path}/${name}`)];
    return parts.flatMap((part, index) => conditionFaults(part, `${path}/${name}/${index}`, subject));
  }
  return leafFaults(condition as Partial<Extract<Condition, { fact: string }>>, path, subject);
}

interface Leaf {
  readonly fact?: unknown;
  readonly in?: unknown;
  readonly present?: unknown;
  readonly atLeast?: unknown;
  readonly atMost?: unknown;
}

function leafFaults(leaf: Leaf, path: string, subject: string): ProgrammeFault[] {
  if (typeof leaf.fact !== 'string') return [unreadable(path)];
  const known = (FACT_NAMES as readonly string[]).includes(leaf.fact);
  if (!known && subject === 'student') {
    return [
      fault(
        `${path}/fact`,
        `没有名为“${leaf.fact}”的学生信息，可用：${FACT_NAMES.join('、')}`,
        `a pupil has no fact "${leaf.fact}"; there are ${FACT_NAMES.join(', ')}`,
      ),
    ];
  }
  if (Array.isArray(leaf.in) && leaf.in.length > 0) return valueFaults(leaf.fact, leaf.in, `${path}/in`);
  if (typeof leaf.present === 'boolean') return [];
  if (typeof leaf.atLeast === 'number' || typeof leaf.atMost === 'number') return [];
  return [unreadable(path)];
}

/** The facts whose values are the same in every county. */
const VALUES: Readonly<Record<string, readonly FactValue[]>> = {
  schoolStage: SCHOOL_STAGES,
  grade: GRADES_IN_ORDER,
  boarding: [true, false],
};

function valueFaults(name: string, values: readonly unknown[], path: string): ProgrammeFault[] {
  const allowed = VALUES[name];
  if (!allowed) return [];
  return values.flatMap((value, index) =>
    allowed.includes(value as FactValue)
      ? []
      : [
          fault(
            `${path}/${index}`,
            `${name}没有“${String(value)}”这个值，可用：${allowed.join('、')}`,
            `${name} is never "${String(value)}"; it is one of ${allowed.join(', ')}`,
          ),
        ],
  );
}

function unreadable(path: string): ProgrammeFault {
  return fault(
    path,
    '条件无法识别，应为 in、present、atLeast/atMost 或 all、any、not 之一',
    'is no condition; write one of in, present, atLeast/atMost with a fact, or all, any, not',
  );
}
