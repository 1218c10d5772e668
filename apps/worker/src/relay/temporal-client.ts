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

/**
 * Registers the search attributes, then lists and compares: the server says "ok" to a wrong type, and a workflow that
 * sets an attribute the namespace does not have hangs for ever without an error.
 */
export async function ensureSearchAttributes({ connection, options: { namespace } }: Client): Promise<void> {
  const wanted = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPE_NUMBERS[type]] as const);
  const { operatorService } = connection as Connection;
  const before = await operatorService.listSearchAttributes({ namespace });
  if (wanted.every(([name, type]) => before.customAttributes?.[name] === type)) return;
  await operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(wanted) });
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const wrong = wanted.filter(
    ([name, type]) => customAttributes?.[name] !== undefined && customAttributes[name] !== type,
  );
  if (wrong.length > 0)
    throw new Error(
      `search attributes of another type in namespace ${namespace}: ${wrong.map(([name]) => name).join(', ')}`,
    );
}
