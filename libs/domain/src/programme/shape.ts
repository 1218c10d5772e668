import { fault, type ProgrammeFault } from './fault.js';

/** What a place must look like. A key that ends in '?' may be absent; unknown keys are the JSON Schema's business. */
type Shape = 'string' | 'number' | 'boolean' | 'object' | 'any' | readonly [Shape] | { readonly [key: string]: Shape };

const TEXT: Shape = { zh: 'string', en: 'string' };
const CODED: Shape = { code: 'string', zh: 'string', en: 'string' };
const RULE: Shape = { code: 'string', zh: 'string', en: 'string', when: 'object' };
const SEMESTER: Shape = { startsOn: 'string', endsOn: 'string' };

const PROGRAMME: Shape = {
  code: 'string',
  version: 'number',
  title: TEXT,
  publicTitle: TEXT,
  source: 'string',
  subject: 'string',
  schoolStages: ['string'],
  eligibility: [RULE],
  'priority?': [RULE],
  benefitItems: [
    {
      code: 'string',
      title: TEXT,
      source: 'string',
      payee: 'string',
      rates: [{ amountFen: 'any', per: 'string', 'when?': 'object', 'composition?': 'object' }],
      'except?': [RULE],
      'instalments?': [{ percent: 'number' }],
    },
  ],
  'monthsPerSemester?': ['number'],
  semesters: [SEMESTER],
  route: [
    {
      key: 'string',
      kind: 'string',
      level: 'string',
      role: 'string',
      title: TEXT,
      limit: 'object',
      'ladder?': 'object',
      'when?': 'object',
    },
  ],
  submissionWindow: { opens: 'object', closes: 'object' },
  'funding?': [{ code: 'string', zh: 'string', en: 'string', percent: 'number' }],
  'documents?': [CODED],
  rejectReasons: [CODED],
  correctableItems: [CODED],
  'options?': { 'headConfirms?': 'boolean' },
};

/**
 * Faults of shape: something missing, or of another type. The semantic checks rely on there being none, so that
 * they may be called with anything, a JSON Schema before them or not.
 */
export function shapeFaults(value: unknown): ProgrammeFault[] {
  return compare(value, PROGRAMME, '');
}

function compare(value: unknown, shape: Shape, path: string): ProgrammeFault[] {
  if (shape === 'any') return value === undefined ? [missing(path)] : [];
  if (value === undefined) return [missing(path)];
  if (typeof shape === 'string') {
    const fits = shape === 'object' ? isRecord(value) : typeof value === shape;
    return fits ? [] : [wrongType(path, shape)];
  }
  if (isList(shape)) {
    if (!Array.isArray(value)) return [wrongType(path, 'array')];
    return value.flatMap((entry, index) => compare(entry, shape[0], `${path}/${index}`));
  }
  if (!isRecord(value)) return [wrongType(path, 'object')];
  return Object.entries(shape).flatMap(([key, inner]) => {
    const name = key.replace('?', '');
    if (key !== name && value[name] === undefined) return [];
    return compare(value[name], inner, `${path}/${name}`);
  });
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missing(path: string): ProgrammeFault {
  return fault(path, '缺少此项，请补上', 'is missing; add it');
}

function wrongType(path: string, type: string): ProgrammeFault {
  return fault(path, `类型应为${type}`, `must be of type ${type}`);
}
