/** Whatever may stand in a JSON document. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** For names of parameters and fields: values that mean something to the API under test. */
export type KnownValues = Readonly<Record<string, readonly (string | number)[]>>;

/**
 * The OpenAPI document with real values beside the forms it tells of: the fuzzer draws from either, and so gets behind
 * "there is no such application". `id` is looked up as `<first word of the path>.id`. Objects are closed, so that a field
 * in an answer that nobody documented is found.
 */
export function withKnownValues<Document>(document: Document, known: KnownValues): Document {
  const { paths, components, ...rest } = document as { paths: Record<string, Json>; components: Json };
  const resource = (path: string) => path.replace('/api/v1/', '').split('/')[0]!;
  return {
    ...rest,
    components: enriched(components, known),
    paths: Object.fromEntries(
      Object.entries(paths).map(([path, operations]) => [
        path,
        enriched(operations, { ...known, id: known[`${resource(path)}.id`] ?? [] }),
      ]),
    ),
  } as Document;
}

function enriched(node: Json, known: KnownValues): Json {
  if (Array.isArray(node)) return node.map((child) => enriched(child, known));
  if (node === null || typeof node !== 'object') return node;
  const { name, schema, properties, ...rest } = node as Record<string, Json>;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, enriched(child, known)]));
  return {
    ...copy,
    ...(name !== undefined && { name }),
    ...(schema !== undefined && {
      schema: name === KEY ? { type: 'string', format: 'uuid' } : offered(schema, known[String(name)]),
    }),
    ...(properties !== undefined && {
      additionalProperties: rest.additionalProperties ?? false,
      properties: Object.fromEntries(
        Object.entries(properties as Record<string, Json>).map(([key, child]) => [
          key,
          offered(enriched(child, known), known[key]),
        ]),
      ),
    }),
  };
}

/** Without new keys each time, the fuzzer's second command would be told that its key was used. */
const KEY = 'Idempotency-Key';

const offered = (schema: Json, values: KnownValues[string] | undefined): Json => {
  if (!values?.length || typeof schema !== 'object' || schema === null) return schema;
  const { type, items } = schema as Record<string, Json>;
  if (type === 'array') return { ...schema, items: offered(items!, values) };
  return { anyOf: [{ enum: values }, schema] };
};
