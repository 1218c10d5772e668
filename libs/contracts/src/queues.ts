/** BullMQ queue names; no `:` in them. The queue carries, PostgreSQL knows what is owed. */
export const QUEUES = { digests: 'digests', mail: 'mail' } as const;

/** Channels of PostgreSQL's LISTEN/NOTIFY. A notification only wakes; a poll each second is the truth. */
export const CHANNELS = { outbox: 'zhudao_outbox', reminders: 'zhudao_reminders' } as const;
