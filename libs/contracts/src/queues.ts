/** BullMQ queue names; no `:` in them. The queue carries, PostgreSQL knows what is owed. */
export const QUEUES = { digests: 'digests', mail: 'mail' } as const;

/**
 * Channels of PostgreSQL's LISTEN/NOTIFY. On the first two a notification only wakes; a poll each second is the truth.
 * On `offices` it names the offices whose lists changed, as codes with commas between them: never people or applications.
 */
export const CHANNELS = { outbox: 'zhudao_outbox', reminders: 'zhudao_reminders', offices: 'zhudao_offices' } as const;
