import { Client, Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#contracts';

/**
 * A client that never fails at start and never retries by itself: with Temporal away a call fails in a millisecond,
 * and the relay, which keeps what it could not tell, tries again in its own time.
 */
export const lazyClient = (address: string, namespace: string): Client =>
  new Client({ connection: Connection.lazy({ address, interceptors: [] }), namespace });

/** temporal.api.enums.v1.IndexedValueType */
const TYPE_NUMBERS = { Keyword: 2, Int: 3, Datetime: 6 } as const;

const WANTED = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPE_NUMBERS[type]] as const);

/** Registers the search attributes; one that exists is left as it is, whatever its type. */
export async function addSearchAttributes({ connection, options: { namespace } }: Client): Promise<void> {
  await (connection as Connection).operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(WANTED),
  });
}

/**
 * Registers what is missing and compares: the server says "ok" to a wrong type, and a workflow that sets an attribute
 * the namespace does not have hangs for ever without an error.
 */
export async function ensureSearchAttributes(client: Client): Promise<void> {
  const registered = async () => {
    const { namespace } = client.options;
    const { customAttributes } = await (client.connection as Connection).operatorService.listSearchAttributes({
      namespace,
    });
    return customAttributes ?? {};
  };
  const before = await registered();
  if (WANTED.some(([name]) => before[name] === undefined)) await addSearchAttributes(client);
  const after = await registered();
  const wrong = WANTED.filter(([name, type]) => after[name] !== undefined && after[name] !== type);
  if (wrong.length > 0)
    throw new Error(`search attributes of another type than ours: ${wrong.map(([name]) => name).join(', ')}`);
}
