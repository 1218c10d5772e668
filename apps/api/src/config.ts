import { isIP } from 'node:net';

/** Everything the API is told from outside, read once at start; also the token under which it is injected. */
export abstract class ApiConfig {
  /** PostgreSQL as the unprivileged role `zhudao_app`. */
  abstract readonly databaseUrl: string;
  /** Folder with the data keys. */
  abstract readonly keys: string;
  /** 0: any free port. */
  abstract readonly port: number;
  abstract readonly host: string;
  /** Origins besides the API's own from which a browser may send commands, e.g. a reverse proxy's. */
  abstract readonly origins: readonly string[];
  /** The session cookie is sent over https only. */
  abstract readonly secureCookies: boolean;
  /** A session ends after so many minutes in which nothing is heard of it. */
  abstract readonly idleMinutes: number;
  /** Requests one session may make per minute. */
  abstract readonly requestsPerMinute: number;
  /** Sign-ins one network address may try per minute. */
  abstract readonly signInsPerMinute: number;
  /** Objections to public notices that one network address may send in ten minutes. */
  abstract readonly objectionsPerTenMinutes: number;
  /** Addresses or networks of reverse proxies whose word on where a request comes from is taken (X-Forwarded-For). */
  abstract readonly trustedProxies: readonly string[];
  abstract readonly logLevel: LogLevel;
  /** Not needed to answer requests: the relay tells Temporal, the worker sends. Told here for those who ask. */
  abstract readonly redisUrl: string | null;
  abstract readonly temporalAddress: string | null;
  abstract readonly smtpUrl: string | null;
  /** demo.json of `npm start`: its people may be stepped into without a password. Null on a real installation. */
  abstract readonly demoFile: string | null;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Env = Readonly<Record<string, string | undefined>>;

/** A setting is missing or cannot be understood; the message names it and says what it should be. */
export class ConfigError extends Error {
  constructor(setting: string, problem: string) {
    super(`${setting}: ${problem}`);
  }
}

export function readConfig(env: Env): ApiConfig {
  return {
    databaseUrl:
      url(env, 'DATABASE_URL', ['postgres:', 'postgresql:']) ?? missing('DATABASE_URL', 'a postgresql:// address'),
    keys: text(env, 'ZHUDAO_KEYS') ?? missing('ZHUDAO_KEYS', 'the folder with personal-data.key and lookup.key'),
    port: integer(env, 'PORT', 0, 65_535) ?? missing('PORT', 'a port number'),
    host: text(env, 'HOST') ?? '127.0.0.1',
    origins: list(env, 'ZHUDAO_ORIGINS').map(origin),
    secureCookies: boolean(env, 'ZHUDAO_SECURE_COOKIES') ?? false,
    idleMinutes: integer(env, 'ZHUDAO_IDLE_MINUTES', 1, 720) ?? 120,
    requestsPerMinute: integer(env, 'ZHUDAO_REQUESTS_PER_MINUTE', 1, 10_000_000) ?? 1_200,
    signInsPerMinute: integer(env, 'ZHUDAO_SIGN_INS_PER_MINUTE', 1, 10_000_000) ?? 300,
    objectionsPerTenMinutes: integer(env, 'ZHUDAO_OBJECTIONS_PER_TEN_MINUTES', 1, 10_000_000) ?? 10,
    trustedProxies: list(env, 'ZHUDAO_TRUSTED_PROXIES').map(proxy),
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS) ?? 'info',
    redisUrl: url(env, 'REDIS_URL', ['redis:', 'rediss:']),
    temporalAddress: text(env, 'TEMPORAL_ADDRESS'),
    smtpUrl: url(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    demoFile: text(env, 'ZHUDAO_DEMO_FILE'),
  };
}

const text = (env: Env, name: string): string | null => env[name]?.trim() || null;

const list = (env: Env, name: string): string[] =>
  (env[name] ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

function missing(name: string, what: string): never {
  throw new ConfigError(name, `is not set; it should be ${what}. npm start sets it by itself.`);
}

function url(env: Env, name: string, protocols: readonly string[]): string | null {
  const value = text(env, name);
  if (value === null) return null;
  // The value may hold a password: it is not repeated.
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    throw new ConfigError(name, `is not an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);
  }
  return value;
}

function integer(env: Env, name: string, min: number, max: number): number | null {
  const value = text(env, name);
  if (value === null) return null;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new ConfigError(name, `must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

function boolean(env: Env, name: string): boolean | null {
  const value = oneOf(env, name, ['true', 'false', '1', '0'] as const);
  return value === null ? null : value === 'true' || value === '1';
}

function oneOf<T extends string>(env: Env, name: string, known: readonly T[]): T | null {
  const value = text(env, name);
  if (value === null) return null;
  const found = known.find((k) => k === value);
  if (!found) throw new ConfigError(name, `must be one of ${known.join(', ')}, not "${value}"`);
  return found;
}

function origin(value: string): string {
  if (!URL.canParse(value))
    throw new ConfigError('ZHUDAO_ORIGINS', `"${value}" is not an origin such as https://zizhu.example.cn`);
  return new URL(value).origin;
}

/** An address, or a network as 10.0.0.0/8. Names and `true` are refused: what is trusted must be known beforehand. */
function proxy(value: string): string {
  const [address = '', prefix] = value.split('/');
  const longest = isIP(address) === 6 ? 128 : 32;
  const isPrefix =
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= longest);
  if (isIP(address) && isPrefix) return value;
  throw new ConfigError('ZHUDAO_TRUSTED_PROXIES', `"${value}" is no address or network such as 10.0.0.5 or 10.0.0.0/8`);
}
