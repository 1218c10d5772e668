import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { checkProgramme, type Programme } from '#domain';
import { DataFileError, type FileFault, readJsonFile } from './data-file.js';

const SCHEMA_FILE = 'programme.schema.json';

/**
 * Loads one programme file: its shape is checked by the JSON Schema beside it, its sense by the domain.
 *
 * @throws DataFileError with every fault: the file, the place in it, and what to do.
 */
export async function loadProgrammeFile(file: string): Promise<Programme> {
  return readProgramme(file, await compileSchema(dirname(file)));
}

/**
 * Loads every programme of a folder, ordered by file name.
 *
 * @throws DataFileError for the first file that cannot be used, or where two files claim the same code and version.
 */
export async function loadProgrammeFiles(directory: string): Promise<Programme[]> {
  const validate = await compileSchema(directory);
  const names = (await readdir(directory)).filter((name) => name.endsWith('.json') && name !== SCHEMA_FILE).sort();
  const programmes: Programme[] = [];
  for (const name of names) {
    const file = join(directory, name);
    const programme = await readProgramme(file, validate);
    if (programmes.some(({ code, version }) => code === programme.code && version === programme.version)) {
      throw new DataFileError(file, [
        {
          path: '/version',
          zh: `${programme.code} 第${programme.version}版已有文件，请改用新的版本号`,
          en: `${programme.code} version ${programme.version} is in another file already; use a new version`,
        },
      ]);
    }
    programmes.push(programme);
  }
  return programmes;
}

async function readProgramme(file: string, validate: ValidateFunction): Promise<Programme> {
  const candidate = await readJsonFile(file);
  if (!validate(candidate)) throw new DataFileError(file, faultsOf(validate.errors ?? []));
  // Only editors need it; the programme is recorded without.
  const { $schema: _, ...content } = candidate as Record<string, unknown>;
  const checked = checkProgramme(content);
  if (!checked.ok) throw new DataFileError(file, checked.faults);
  return checked.programme;
}

async function compileSchema(directory: string): Promise<ValidateFunction> {
  const schema = await readJsonFile(join(directory, SCHEMA_FILE));
  return new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema as object);
}

/**
 * Where the schema offers a choice, every form reports why it is not the one that was meant. The innermost choice
 * that failed says where to look; the rest is noise.
 */
function faultsOf(errors: readonly ErrorObject[]): FileFault[] {
  const choices = errors.filter(isChoice).map((error) => error.instancePath);
  const inner = (path: string) => choices.some((choice) => choice !== path && isWithin(choice, path));
  return errors
    .filter((error) =>
      isChoice(error) ? !inner(error.instancePath) : !choices.some((choice) => isWithin(error.instancePath, choice)),
    )
    .map(faultOf);
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf';
}

function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}

function faultOf({ instancePath: path, keyword, params, message, parentSchema }: ErrorObject): FileFault {
  switch (keyword) {
    case 'required':
      return { path: `${path}/${params.missingProperty}`, zh: '缺少此项，请补上', en: 'is missing; add it' };
    case 'additionalProperties':
      return {
        path: `${path}/${params.additionalProperty}`,
        zh: '不认识此项，请检查拼写或删去',
        en: 'is not known here; check its spelling or remove it',
      };
    case 'enum': {
      const allowed = params.allowedValues.join(', ');
      return { path, zh: `应为下列之一：${allowed}`, en: `must be one of ${allowed}` };
    }
    case 'type':
      return { path, zh: `类型应为${params.type}`, en: `must be of type ${params.type}` };
    case 'pattern':
      return { path, zh: `格式应符合 ${params.pattern}`, en: `must match ${params.pattern}` };
    case 'oneOf':
      return {
        path,
        zh: '不符合任何一种允许的写法',
        en: `is none of the forms allowed here${parentSchema?.description ? `: ${parentSchema.description}` : ''}`,
      };
    default:
      return { path, zh: `不符合要求：${message}`, en: message ?? keyword };
  }
}
