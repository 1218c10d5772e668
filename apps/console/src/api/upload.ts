import { actingHeaders } from './acting-in.js';
import { newKey, problemOf, Unreachable } from './client.js';

/** Uploads one file. Files go by hand: the typed client speaks JSON. */
export async function upload<Answer>(path: string, file: File): Promise<Answer> {
  const body = new FormData();
  body.append('file', file);
  const response = await fetch(path, {
    method: 'POST',
    body,
    headers: { ...actingHeaders(), 'idempotency-key': newKey() },
  }).catch((error) => {
    throw new Unreachable(String(error));
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}
