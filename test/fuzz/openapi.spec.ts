import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findSchemathesis } from '../../scripts/lib/schemathesis.mjs';
import { severalLives } from '../factories/several-lives.js';
import { PERIOD, type SmallCounty, type StaffName, smallCounty } from '../factories/small-county.js';
import { ApiUnderTest } from '../harness/api.js';
import { type KnownValues, withKnownValues } from './known-values.js';

/**
 * The same seed each time, so that a change is judged by what it changed; ZHUDAO_FUZZ_SEED gives another, and
 * ZHUDAO_FUZZ_SECONDS is for whoever wants to look longer than `npm test` does.
 */
const SEED = Number(process.env.ZHUDAO_FUZZ_SEED ?? 1_325_165_503);
const SECONDS = Number(process.env.ZHUDAO_FUZZ_SECONDS ?? 12);
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'positive_data_acceptance',
];
/** Bodies with rules that no schema can tell: a field that another one asks for, a check digit, a spreadsheet's rows. */
const MORE_THAN_FORM = [
  'ApplicationCommands_resubmit',
  'Applications_search',
  'BulkDecisions_create',
  'Coverage_begin',
  'Import_upload',
  'Corrections_correct',
  'PaymentBatches_reissue',
];
jest.setTimeout(SECONDS * 1_000 * 10);

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
}

let api: ApiUnderTest;
let county: SmallCounty;
let folder: string;

beforeAll(async () => {
  console.info(`ZHUDAO_FUZZ_SEED=${SEED}`);
  const clock = { now: Date.parse('2026-10-12T02:00:00Z') };
  api = await ApiUnderTest.start({ objectionsPerTenMinutes: 100_000 }, { clock: () => clock.now });
  county = await smallCounty(api.persistence, 20);
  await severalLives(county, clock);
  await county.handIn(await county.draft(8), undefined, undefined, 97);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhudao-fuzz-'));
  const { body } = await api.anonymous.get('/openapi.json');
  fs.writeFileSync(path.join(folder, 'schemathesis.toml'), settings(body));
  fs.writeFileSync(path.join(folder, 'openapi.json'), JSON.stringify(withKnownValues(body, await knownValues())));
});
afterAll(async () => {
  fs.rmSync(folder, { recursive: true, force: true });
  await api.stop();
});

/** What is lawful by its form may still be refused for who asks or how things stand, but not as malformed. */
function settings({ paths }: { paths: Record<string, Record<string, Operation>> }): string {
  const accepted = '["2xx", "401", "403", "404", "409", "422", "429"';
  const uncertain = Object.values(paths)
    .flatMap((operations) => Object.values(operations))
    .filter(
      ({ operationId, parameters = [] }) =>
        MORE_THAN_FORM.includes(operationId) || parameters.some(({ name }) => name === 'cursor'),
    );
  return [
    '[phases.coverage]\nunexpected-methods = []',
    `[checks.positive_data_acceptance]\nexpected-statuses = ${accepted}]`,
    ...uncertain.map(
      ({ operationId }) =>
        `[[operations]]\ninclude-operation-id = "${operationId}"\nchecks.positive_data_acceptance.expected-statuses = ${accepted}, "400", "413", "415"]`,
    ),
  ].join('\n');
}

/** Ids and words of the county in the database: without them hardly a request would get past "not found". */
async function knownValues(): Promise<KnownValues> {
  const ids = async (table: string) =>
    (await api.persistence.db.query<{ id: string }>(`t-known-${table}`, `SELECT id FROM ${table} LIMIT 20`)).map(
      ({ id }) => id,
    );
  const inReview = await api.persistence.db.query<{ id: string; revision: number }>(
    't-in-review',
    "SELECT id, revision FROM applications ORDER BY phase = 'in-review' DESC, id LIMIT 12",
  );
  const applications = inReview.map(({ id }) => id);
  return {
    'applications.id': applications,
    'submissions.id': await ids('submissions'),
    'payment-batches.id': await ids('payment_batches'),
    'objections.id': await ids('objections'),
    'students.id': await ids('persons'),
    'inbox.id': await ids('inbox_messages'),
    programme: ['compulsory-living', 'preschool-aid'],
    period: [PERIOD],
    school: ['99010101002', '99010101001'],
    schoolCode: ['99010101002', '99010101001'],
    office: ['990101', '99010101'],
    bank: ['农业银行'],
    lineNo: [1, 2],
    revision: [...new Set(inReview.map(({ revision }) => revision))],
    postId: Object.values(county.staff).map(({ postId }) => postId),
    person: Object.values(county.staff).map(({ id }) => id),
    login: Object.values(county.staff).map(({ login }) => login),
  };
}

/** One run of schemathesis as whoever holds this cookie; resolves to what it says when it found something. */
async function fuzz(cookie: string | null, ...options: string[]): Promise<{ code: number | null; output: string }> {
  const { command, args, env } = await findSchemathesis();
  const child = spawn(
    command,
    [
      ...args, 'run', path.join(folder, 'openapi.json'),
      '--url', api.address, '--seed', String(SEED), '--max-time', String(SECONDS), '--phases', 'coverage,fuzzing',
      '--report', 'har,json', '--checks', CHECKS.join(','), '--generation-database', 'none', '--no-color', '--warnings', 'off',
      '--generation-allow-x00', 'false', '--request-timeout', '20', '--continue-on-failure', '--no-shrink', '--generation-with-security-parameters', 'false',
      ...(cookie ? ['--header', `Cookie:${cookie}`, '--exclude-operation-id', 'Session_signOut'] : []),
      ...options,
    ],
    { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  ); // biome-ignore format: one option after the other reads better than one per line
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (process.env.ZHUDAO_FUZZ_OUTPUT) fs.appendFileSync(process.env.ZHUDAO_FUZZ_OUTPUT, output);
  if (process.env.ZHUDAO_FUZZ_KEEP)
    fs.cpSync(folder, path.join(process.env.ZHUDAO_FUZZ_KEEP, String(Date.now())), { recursive: true });
  return { code, output };
}

describe('whatever the OpenAPI document allows or forbids, and whoever sends it', () => {
  const people: readonly (StaffName | 'nobody')[] = ['nobody', 'clerk', 'reviewer', 'finance', 'auditor'];

  it.each(people)('%s gets the documented answer or a documented problem, never a fault', async (who) => {
    const cookie = who === 'nobody' ? null : (await api.signIn(county.staff[who])).cookie;
    const { code, output } = await fuzz(cookie);
    expect(code === 0 ? '' : output).toBe('');
  });
});
