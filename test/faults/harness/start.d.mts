import type { ProcessRecord } from './machines.js';

export const checkout: string;
export function onPath(name: string): string | undefined;
export function recordOf(pid: number, how?: { signal?: NodeJS.Signals; graceMs?: number }): ProcessRecord;
export function isAlive(record: ProcessRecord): boolean;
export function endProcess(record: ProcessRecord, options?: { hurry?: boolean }): Promise<void>;
export function writeRecords(data: string, records: Record<string, ProcessRecord>): void;

export interface Services {
  readonly database: { readonly appUrl: string; readonly ownerUrl: string; readonly adminUrl: string };
  readonly redis: { readonly url: string };
  readonly temporal: { readonly address: string };
}

export interface BroughtUp {
  readonly services: Services;
  readonly namespace: string;
  readonly keys: string;
  ports(name: string): Promise<number>;
}

export function claimFolder(name: string): Promise<{ data: string; release(): void }>;
export function bringUpServices(options: { data: string; supervisor: object }): Promise<BroughtUp>;
export function processEnv(
  options: Omit<BroughtUp, 'ports'> & { data: string; port: number; settings: NodeJS.ProcessEnv },
): NodeJS.ProcessEnv;
