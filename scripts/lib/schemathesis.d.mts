/** Resolves to how schemathesis is started here; rejects with what to do where it cannot be had. */
export function findSchemathesis(): Promise<{
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}>;
