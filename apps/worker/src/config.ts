import { existsSync } from 'node:fs';

/** Where the worker finds its neighbours. Read once, at start. */
export interface WorkerConfig {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  /** Folder with the data keys. */
  readonly keys: string;
  /** Null: nobody gets e-mail, everybody has the inbox. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** The workflows in one file, made at build; null: bundled at start from their sources. */
  readonly workflowBundle: string | null;
}

/** @throws Error that names the variable that is missing. */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const required = (name: string): string => {
    const value = env[name];
    if (!value)
      throw new Error(`${name} is not set. \`npm start\` sets it; a worker of your own needs it in its environment.`);
    return value;
  };
  return {
    databaseUrl: required('DATABASE_URL'),
    redisUrl: required('REDIS_URL'),
    temporalAddress: required('TEMPORAL_ADDRESS'),
    temporalNamespace: env.TEMPORAL_NAMESPACE || 'default',
    keys: required('ZHUDAO_KEYS'),
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM || '助到 <zhudao@localhost>',
    workflowBundle: bundleBeside(env.ZHUDAO_WORKFLOW_BUNDLE),
  };
}

/** `npm run build` puts the bundle at dist/workflow-bundle.js, three folders above this file once it is built. */
function bundleBeside(given: string | undefined): string | null {
  if (given) return given;
  const built = new URL('../../../workflow-bundle.js', import.meta.url).pathname;
  return existsSync(built) ? built : null;
}
