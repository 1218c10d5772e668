import { newKey, problemOf, type Schemas, Unreachable } from '../../api/client.js';

/** Uploads a roster. Files go by hand: the typed client speaks JSON. */
export async function uploadRoster(file: File): Promise<Schemas['ImportView']> {
  const body = new FormData();
  body.append('file', file);
  const response = await fetch('/api/v1/imports', {
    method: 'POST',
    body,
    headers: { 'idempotency-key': newKey() },
  }).catch((error) => {
    throw new Unreachable(String(error));
  });
  if (!response.ok) throw await problemOf(response);
  return response.json();
}
